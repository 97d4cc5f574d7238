-- expect refused SQ103 at 2:1: pragma `recursive_triggers` with `1` is not on the list of pragmas that a script may use
PRAGMA recursive_triggers = 1;
