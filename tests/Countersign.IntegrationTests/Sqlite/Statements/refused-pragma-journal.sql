-- expect refused SQ103 at 2:1: pragma `journal_mode` with `WAL` is not on the list of pragmas that a script may use
PRAGMA journal_mode = WAL;
