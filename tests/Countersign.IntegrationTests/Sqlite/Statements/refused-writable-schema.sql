-- expect refused SQ103 at 3:1: pragma `writable_schema` with `on` is not on the list of pragmas that a script may use
-- expect refused SQ109 at 4:1: SQLite cannot compile it: table sqlite_master may not be modified
PRAGMA writable_schema = on;
UPDATE sqlite_schema SET sql = '';
