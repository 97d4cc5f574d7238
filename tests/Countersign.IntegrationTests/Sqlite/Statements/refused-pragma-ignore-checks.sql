-- expect refused SQ103 at 2:1: pragma `ignore_check_constraints` with `1` is not on the list of pragmas that a script may use
PRAGMA ignore_check_constraints = 1;
