-- expect refused SQ113 at 3:1: `foreign_keys` can be switched off only as the first statement of a transactional script: inside the transaction SQLite ignores it
CREATE TABLE t (a);
PRAGMA foreign_keys = 0;
