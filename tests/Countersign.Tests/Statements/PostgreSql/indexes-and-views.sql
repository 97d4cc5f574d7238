-- expect: CREATE INDEX [app.orders_name, app.orders]
-- expect: creates: creates index app.orders_name
-- expect: alters: alters app.orders: adds index orders_name
-- expect: scans: scans app.orders (the index is built)
-- expect: locks: locks app.orders in SHARE
-- expect: undo DROP INDEX app.orders_name;
CREATE INDEX orders_name ON app.orders (name);

-- expect: CREATE INDEX [app.orders_name, app.orders]
-- expect: creates: creates unique index app.orders_name
-- expect: alters: alters app.orders: adds index orders_name
-- expect: scans: scans app.orders (the index is built)
-- expect: locks: locks app.orders in SHARE
-- expect: no undo: IF NOT EXISTS hides whether the statement made it
CREATE UNIQUE INDEX IF NOT EXISTS orders_name ON app.orders USING btree (lower(name), id DESC) INCLUDE (total) WHERE total > 0;

-- expect: CREATE INDEX [app.orders]
-- expect: alters: alters app.orders: adds an index
-- expect: scans: scans app.orders (the index is built)
-- expect: locks: locks app.orders in SHARE
-- expect: no undo: the index has no name in the statement
CREATE INDEX ON app.orders (name);

-- expect: CREATE INDEX [app.orders_soul, app.orders]
-- expect: creates: creates index app.orders_soul
-- expect: alters: alters app.orders: adds index orders_soul
-- expect: scans: scans app.orders (the index is built)
-- expect: locks: locks app.orders in SHARE
-- expect: opaque: cannot be read: calls app.soundex, whose effects are not known
-- expect: opaque: cannot be read: calls app.is_open, whose effects are not known
-- expect: undo DROP INDEX app.orders_soul;
CREATE INDEX orders_soul ON app.orders (app.soundex(name)) WHERE app.is_open(id);

-- expect: refused: a.sql:1:1: CREATE INDEX CONCURRENTLY cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
CREATE INDEX CONCURRENTLY orders_name ON app.orders (name);

-- expect: CREATE INDEX [app.orders_name, app.orders] alone
-- expect: creates: creates index app.orders_name
-- expect: alters: alters app.orders: adds index orders_name
-- expect: scans: scans app.orders (the index is built)
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: undo DROP INDEX CONCURRENTLY app.orders_name;
-- countersign: no-transaction
CREATE INDEX CONCURRENTLY orders_name ON app.orders (name);

-- expect: refused: a.sql:2:1: a crash could leave the index invalid, and without a name nobody could find it; name the index (PG909)
-- countersign: no-transaction
CREATE INDEX CONCURRENTLY ON app.orders (name);

-- expect: DROP INDEX [app.orders_name]
-- expect: drops: drops index app.orders_name
-- expect: locks: locks app.orders_name in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the index was made
DROP INDEX app.orders_name;

-- expect: DROP INDEX [app.orders_name] alone
-- expect: drops: drops index app.orders_name
-- expect: locks: locks app.orders_name in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say how the index was made
-- countersign: no-transaction
DROP INDEX CONCURRENTLY IF EXISTS app.orders_name;

-- expect: refused: a.sql:1:1: DROP INDEX CONCURRENTLY cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
DROP INDEX CONCURRENTLY app.orders_name;

-- expect: ALTER INDEX [app.orders_name]
-- expect: alters: alters app.orders_name: renames the index to orders_by_name
-- expect: locks: locks app.orders_name in SHARE UPDATE EXCLUSIVE
-- expect: undo ALTER INDEX app.orders_by_name RENAME TO orders_name;
ALTER INDEX app.orders_name RENAME TO orders_by_name;

-- expect: ALTER INDEX [app.orders_name]
-- expect: alters: alters app.orders_name: attaches the index app.orders_2026_name
-- expect: locks: locks app.orders_name in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER INDEX app.orders_name ATTACH PARTITION app.orders_2026_name;

-- expect: ALTER INDEX [app.orders_name]
-- expect: alters: alters app.orders_name: moves to tablespace fast
-- expect: rewrites: rewrites app.orders_name (its files are copied to the other tablespace)
-- expect: locks: locks app.orders_name in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER INDEX app.orders_name SET TABLESPACE fast;

-- expect: REINDEX [app.orders]
-- expect: alters: alters app.orders: rebuilds all indexes of the table
-- expect: rewrites: rewrites app.orders (indexes are built anew)
-- expect: locks: locks app.orders in SHARE
-- expect: no undo: a rebuilt index holds what it held before
REINDEX TABLE app.orders;

-- expect: REINDEX [app.orders_name]
-- expect: alters: alters app.orders_name: rebuilds the index
-- expect: rewrites: rewrites app.orders_name (indexes are built anew)
-- expect: locks: locks app.orders_name in ACCESS EXCLUSIVE
-- expect: no undo: a rebuilt index holds what it held before
REINDEX INDEX app.orders_name;

-- expect: REINDEX [app.orders] alone
-- expect: alters: alters app.orders: rebuilds all indexes of the table
-- expect: rewrites: rewrites app.orders (indexes are built anew)
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: a rebuilt index holds what it held before
-- countersign: no-transaction
REINDEX TABLE CONCURRENTLY app.orders;

-- majors: 14-18
-- expect: refused: a.sql:1:1: REINDEX CONCURRENTLY cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
REINDEX (CONCURRENTLY) INDEX app.orders_name;

-- expect: refused: a.sql:1:1: REINDEX SCHEMA cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
REINDEX SCHEMA app;

-- expect: CREATE STATISTICS [app.orders_stats, app.orders]
-- expect: creates: creates statistics app.orders_stats
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: undo DROP STATISTICS app.orders_stats;
CREATE STATISTICS app.orders_stats (dependencies) ON a, b FROM app.orders;

-- expect: ALTER STATISTICS [app.orders_stats]
-- expect: alters: alters app.orders_stats: changes the statistics target
-- expect: no undo: the statement does not say what was there before
ALTER STATISTICS app.orders_stats SET STATISTICS 500;

-- expect: CREATE VIEW [app.open_orders, app.orders]
-- expect: creates: creates view app.open_orders
-- expect: undo DROP VIEW app.open_orders;
CREATE VIEW app.open_orders AS SELECT * FROM app.orders WHERE lower(state) = 'open';

-- expect: CREATE VIEW [app.open_orders, app.orders]
-- expect: creates: creates view app.open_orders
-- expect: runs-code: runs code: calls app.mask later
-- expect: undo DROP VIEW app.open_orders;
CREATE VIEW app.open_orders AS SELECT app.mask(name) FROM app.orders;

-- expect: CREATE VIEW [app.open_orders, app.orders]
-- expect: creates: creates view app.open_orders
-- expect: alters: alters app.open_orders: takes the place of the view that is there
-- expect: locks: locks app.open_orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what the view was before
CREATE OR REPLACE VIEW app.open_orders AS WITH recent AS (SELECT * FROM app.orders) SELECT * FROM recent;

-- expect: CREATE MATERIALIZED VIEW [app.totals, app.orders]
-- expect: creates: creates materialized view app.totals
-- expect: undo DROP MATERIALIZED VIEW app.totals;
CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) FROM app.orders WITH NO DATA;

-- expect: REFRESH MATERIALIZED VIEW [app.totals]
-- expect: rewrites: rewrites app.totals (the view's query runs again and replaces its rows)
-- expect: locks: locks app.totals in ACCESS EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
REFRESH MATERIALIZED VIEW app.totals;

-- expect: REFRESH MATERIALIZED VIEW [app.totals]
-- expect: rewrites: rewrites app.totals (the view's query runs again and replaces its rows)
-- expect: locks: locks app.totals in EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals;

-- expect: REFRESH MATERIALIZED VIEW [app.totals]
-- expect: destroys-data: destroys data of app.totals: removes every row
-- expect: locks: locks app.totals in ACCESS EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
REFRESH MATERIALIZED VIEW app.totals WITH NO DATA;

-- expect: DROP VIEW [app.open_orders]
-- expect: drops: drops view app.open_orders
-- expect: locks: locks app.open_orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the view was made
DROP VIEW app.open_orders;

-- expect: DROP MATERIALIZED VIEW [app.totals]
-- expect: drops: drops materialized view app.totals
-- expect: locks: locks app.totals in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the materialized view was made
DROP MATERIALIZED VIEW app.totals;

-- expect: ALTER VIEW [app.open_orders]
-- expect: alters: alters app.open_orders: renames the view to open
-- expect: locks: locks app.open_orders in ACCESS EXCLUSIVE
-- expect: undo ALTER VIEW app.open RENAME TO open_orders;
ALTER VIEW app.open_orders RENAME TO open;
