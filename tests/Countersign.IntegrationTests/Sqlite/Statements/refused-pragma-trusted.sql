-- expect refused SQ103 at 2:1: pragma `trusted_schema` with `1` is not on the list of pragmas that a script may use
PRAGMA trusted_schema = 1;
