-- expect refused SQ109 at 2:1: SQLite cannot compile it: near ":r": syntax error
:r other.sql
