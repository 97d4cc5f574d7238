-- expect refused SQ113 at 3:1: `foreign_keys` is switched off where SQLite ignores it: only the first statement of a transactional script is sent before its transaction
CREATE TABLE t (a);
PRAGMA foreign_keys = 0;
