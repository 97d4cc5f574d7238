-- expect refused SQ109 at 2:1: SQLite cannot compile it: table sqlite_master may not be modified
DELETE FROM sqlite_schema;
