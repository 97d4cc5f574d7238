-- expect refused SQ101 at 2:1: VACUUM INTO writes another file
VACUUM INTO '/tmp/copy.db';
