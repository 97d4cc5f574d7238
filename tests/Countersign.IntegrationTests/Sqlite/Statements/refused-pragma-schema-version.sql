-- expect refused SQ103 at 2:1: pragma `schema_version` with `5` is not on the list of pragmas that a script may use
PRAGMA schema_version = 5;
