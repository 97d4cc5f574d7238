-- expect refused SQ103 at 2:1: pragma `foreign_keys` with `ON` is not on the list of pragmas that a script may use
PRAGMA foreign_keys = ON;
