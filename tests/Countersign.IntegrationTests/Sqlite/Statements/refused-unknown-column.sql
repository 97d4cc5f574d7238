-- expect refused SQ109 at 3:8: SQLite cannot compile it: no such column: b
CREATE TABLE t (a);
SELECT b FROM t;
