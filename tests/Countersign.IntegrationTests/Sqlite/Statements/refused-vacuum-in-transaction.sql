-- expect refused SQ112 at 2:1: VACUUM cannot run inside a transaction
VACUUM;
