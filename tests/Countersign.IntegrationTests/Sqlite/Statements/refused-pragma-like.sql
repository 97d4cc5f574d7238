-- expect refused SQ103 at 2:1: pragma `case_sensitive_like` with `1` is not on the list of pragmas that a script may use
PRAGMA case_sensitive_like = 1;
