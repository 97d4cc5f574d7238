-- expect refused SQ109 at 2:1: SQLite cannot compile it: no such table: nope
INSERT INTO nope VALUES (1);
