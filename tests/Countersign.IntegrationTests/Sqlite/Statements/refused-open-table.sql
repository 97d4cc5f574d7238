-- expect refused SQ109 at 2:1: SQLite cannot compile it: incomplete input
CREATE TABLE t (a,
