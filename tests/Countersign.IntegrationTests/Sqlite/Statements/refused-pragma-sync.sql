-- expect refused SQ103 at 2:1: pragma `synchronous` with `OFF` is not on the list of pragmas that a script may use
PRAGMA synchronous = OFF;
