-- expect refused SQ109 at 2:1: SQLite cannot compile it: unknown table option: GO
CREATE TABLE t (a)
GO
