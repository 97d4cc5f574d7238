-- expect refused SQ103 at 2:1: pragma `legacy_alter_table` with `1` is not on the list of pragmas that a script may use
PRAGMA legacy_alter_table(1);
