-- expect refused SQ109 at 2:1: SQLite cannot compile it: no such module: csv
CREATE VIRTUAL TABLE v USING csv (filename='/etc/passwd');
