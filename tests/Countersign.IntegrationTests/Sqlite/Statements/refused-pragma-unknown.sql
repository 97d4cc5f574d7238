-- expect refused SQ103 at 2:1: pragma `hexkey` with `a` is not on the list of pragmas that a script may use
PRAGMA hexkey = 'a';
