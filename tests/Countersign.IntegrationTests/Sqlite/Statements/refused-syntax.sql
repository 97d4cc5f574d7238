-- expect refused SQ109 at 3:1: SQLite cannot compile it: near "UPDAET": syntax error
CREATE TABLE t (a);
UPDAET t SET a = 1;
