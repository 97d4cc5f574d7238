-- expect: SELECT []
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
SELECT 1;

-- expect: SELECT [app.orders, customers]
-- expect: reads: reads app.orders
-- expect: reads: reads customers
-- expect: no undo: there is nothing to undo in a query
SELECT count(*), pg_catalog.lower(name), '1'::int, CURRENT_TIMESTAMP, extract(year FROM at) FROM app.orders o JOIN customers c ON c.id = o.customer;

-- expect: VALUES []
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
VALUES (1), (2);

-- expect: SELECT [app.orders]
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
TABLE app.orders;

-- expect: SELECT []
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT app.cleanup();

-- expect: SELECT []
-- expect: opaque: cannot be read: calls app.expensive, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM app.expensive(1) f;

-- expect: SELECT []
-- expect: opaque: cannot be read: calls query_to_xml, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT query_to_xml('DELETE FROM app.orders', true, false, '');

-- expect: SELECT []
-- expect: opaque: cannot be read: calls pg_read_file, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT pg_read_file('/etc/passwd');

-- expect: SELECT [pg_stat_activity]
-- expect: opaque: cannot be read: calls pg_catalog.pg_terminate_backend, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_stat_activity;

-- expect: SELECT []
-- expect: opaque: cannot be read: calls lo_export, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT lo_export(1, '/tmp/x');

-- expect: SELECT []
-- expect: opaque: cannot be read: calls ts_stat, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT ts_stat('DELETE FROM app.orders');

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: calls app.rank, whose effects are not known
-- expect: opaque: cannot be read: calls app.most, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT name FROM app.orders ORDER BY app.rank(id) LIMIT app.most();

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: uses the operator app.+, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT a OPERATOR(app.+) b FROM app.orders;

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: uses the operator <~>, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT a <~> b FROM app.orders;

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: casts to app.checked, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT name::app.checked FROM app.orders;

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: samples by app.odd, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM app.orders TABLESAMPLE app.odd (1);

-- expect: SELECT [app.orders]
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM app.orders TABLESAMPLE bernoulli (1);

-- expect: SELECT [app.orders]
-- expect: reads: reads app.orders
-- expect: locks: locks app.orders in ROW SHARE
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM app.orders FOR UPDATE SKIP LOCKED;

-- expect: SELECT [app.orders]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes every row
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
WITH gone AS (DELETE FROM app.orders RETURNING id) SELECT count(*) FROM gone;

-- expect: SELECT [a]
-- expect: reads: reads a
-- expect: no undo: there is nothing to undo in a query
WITH a AS (SELECT * FROM a), b AS (SELECT * FROM a) SELECT * FROM b;

-- expect: SELECT [secrets]
-- expect: reads: reads secrets
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM secrets, (WITH secrets AS (SELECT 1 AS x) SELECT x FROM secrets) s;

-- expect: SELECT [app.nodes]
-- expect: reads: reads app.nodes
-- expect: no undo: there is nothing to undo in a query
WITH RECURSIVE tree AS (SELECT id FROM app.nodes UNION ALL SELECT n.id FROM app.nodes n JOIN tree t ON n.parent = t.id) SELECT * FROM tree;

-- expect: SELECT []
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT 1 UNION SELECT app.cleanup();

-- expect: SELECT [app.orders_id_seq]
-- expect: alters: alters app.orders_id_seq: sets the sequence's value
-- expect: no undo: there is nothing to undo in a query
SELECT setval('app.orders_id_seq', 100);

-- expect: SELECT [orders_id_seq, app.orders]
-- expect: alters: alters orders_id_seq: sets the sequence's value
-- expect: no undo: there is nothing to undo in a query
SELECT pg_catalog.setval('orders_id_seq'::regclass, (SELECT max(id) FROM app.orders));

-- expect: SELECT [app.sequences]
-- expect: opaque: cannot be read: calls nextval of a sequence that only running it would tell, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT nextval(name) FROM app.sequences;

-- expect: refused: a.sql:1:1: `set_config` changes a setting that the statements after it are read by; use SET with one of the settings that may be changed, or put `search_path` into the policy (PG905)
SELECT set_config('search_path', 'evil', false);

-- expect: refused: a.sql:1:1: `pg_advisory_unlock_all` could release the lock that keeps other deployments away; remove it; locks of a transaction end with it (PG908)
SELECT pg_advisory_unlock_all();

-- expect: EXPLAIN [app.orders]
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
EXPLAIN SELECT * FROM app.orders;

-- expect: EXPLAIN [app.orders]
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
EXPLAIN DELETE FROM app.orders;

-- expect: EXPLAIN [app.orders]
-- expect: opaque: cannot be read: calls app.pretend_immutable, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
EXPLAIN DELETE FROM app.orders WHERE id = app.pretend_immutable();

-- expect: EXPLAIN [app.orders]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes every row
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
EXPLAIN ANALYZE DELETE FROM app.orders;

-- expect: EXPLAIN [app.orders]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes every row
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
EXPLAIN (ANALYZE false, ANALYZE true) DELETE FROM app.orders;

-- expect: EXPLAIN [app.orders]
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
EXPLAIN (ANALYZE off) DELETE FROM app.orders;

-- expect: PREPARE [app.orders]
-- expect: changes-session: changes the session: prepares the statement wipe
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes every row
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
PREPARE wipe AS DELETE FROM app.orders;

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs the prepared statement wipe, which stands elsewhere
-- expect: no undo: the statement does not say what was there before
EXECUTE wipe;

-- expect: DEALLOCATE []
-- expect: changes-session: changes the session: forgets a prepared statement
-- expect: no undo: the statement does not say what was there before
DEALLOCATE wipe;

-- expect: DECLARE CURSOR []
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: changes-session: changes the session: opens the cursor c
-- expect: no undo: it ends with the session
DECLARE c CURSOR FOR SELECT app.cleanup();

-- expect: FETCH []
-- expect: opaque: cannot be read: runs the query of the cursor c, which stands elsewhere
-- expect: no undo: the statement does not say what was there before
FETCH ALL FROM c;

-- expect: CLOSE []
-- expect: changes-session: changes the session: closes a cursor
-- expect: no undo: the statement does not say what was there before
CLOSE c;

-- expect: SHOW []
-- expect: reads: reads search_path
-- expect: no undo: there is nothing to undo in a query
SHOW search_path;
