-- countersign: no-transaction
-- expect 11 statements
-- expect q1: VACUUM (alone)
-- expect q1 rewrites: rewrites main (the whole file is written again)
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: REINDEX
-- expect q2 rewrites: rewrites main (indexes are built again)
-- expect q2 irreversible: it changes nothing that could be undone
-- expect q3: ANALYZE
-- expect q3 writes-rows: inserts rows of sqlite_stat1
-- expect q3 irreversible: it changes nothing that could be undone
-- expect q4: PRAGMA
-- expect q4 alters: alters main: sets user_version to 7
-- expect q4 irreversible: the scripts do not tell what user_version was before
-- expect q5: PRAGMA
-- expect q5 alters: alters main: sets application_id to 42
-- expect q5 irreversible: the scripts do not tell what application_id was before
-- expect q6: PRAGMA
-- expect q6 irreversible: it changes nothing that could be undone
-- expect q7: PRAGMA
-- expect q7 irreversible: it changes nothing that could be undone
-- expect q8: PRAGMA
-- expect q8 irreversible: it changes nothing that could be undone
-- expect q9: PRAGMA
-- expect q9 irreversible: it changes nothing that could be undone
-- expect q10: PRAGMA
-- expect q10 scans: scans main (statistics may be gathered)
-- expect q10 irreversible: it changes nothing that could be undone
-- expect q11: PRAGMA
-- expect q11 irreversible: it changes nothing that could be undone
VACUUM;
REINDEX;
ANALYZE;
PRAGMA user_version = 7;
PRAGMA application_id(42);
PRAGMA integrity_check;
PRAGMA table_info(x);
PRAGMA foreign_key_check;
PRAGMA user_version;
PRAGMA optimize;
PRAGMA journal_mode;
