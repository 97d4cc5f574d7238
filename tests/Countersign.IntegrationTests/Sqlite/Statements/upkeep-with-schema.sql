-- base: shop
-- expect 4 statements
-- expect q1: REINDEX
-- expect q1 rewrites: rewrites orders (index orders_customer is built again)
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: REINDEX
-- expect q2 rewrites: rewrites customers (index sqlite_autoindex_customers_1 is built again)
-- expect q2 irreversible: it changes nothing that could be undone
-- expect q3: ANALYZE
-- expect q3 scans: scans orders (statistics are gathered)
-- expect q3 writes-rows: inserts rows of sqlite_stat1
-- expect q3 irreversible: it changes nothing that could be undone
-- expect q4: ANALYZE
-- expect q4 scans: scans audit (statistics are gathered)
-- expect q4 scans: scans customers (statistics are gathered)
-- expect q4 scans: scans legacy (statistics are gathered)
-- expect q4 scans: scans notes_config (statistics are gathered)
-- expect q4 scans: scans notes_content (statistics are gathered)
-- expect q4 scans: scans notes_data (statistics are gathered)
-- expect q4 scans: scans notes_docsize (statistics are gathered)
-- expect q4 scans: scans notes_idx (statistics are gathered)
-- expect q4 scans: scans orders (statistics are gathered)
-- expect q4 writes-rows: inserts rows of sqlite_stat1
-- expect q4 irreversible: it changes nothing that could be undone
REINDEX orders;
REINDEX customers;
ANALYZE orders;
ANALYZE;
