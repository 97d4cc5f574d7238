-- expect: refused: a.sql:1:1: VACUUM cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
VACUUM app.orders;

-- expect: VACUUM [app.orders] alone
-- expect: scans: scans app.orders (dead rows are looked for)
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: no row changes
-- countersign: no-transaction
VACUUM (ANALYZE, FULL false) app.orders;

-- expect: VACUUM [app.orders] alone
-- expect: rewrites: rewrites app.orders (VACUUM FULL copies the table)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: no row changes
-- countersign: no-transaction
VACUUM FULL app.orders;

-- expect: VACUUM [every table] alone
-- expect: scans: scans every table (dead rows are looked for)
-- expect: locks: locks every table in SHARE UPDATE EXCLUSIVE
-- expect: no undo: no row changes
-- countersign: no-transaction
VACUUM;

-- expect: ANALYZE [app.orders]
-- expect: scans: scans app.orders (rows are sampled for statistics)
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: no row changes
ANALYZE app.orders;

-- expect: CLUSTER [app.orders]
-- expect: rewrites: rewrites app.orders (the table is copied in the order of an index)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the order of the rows before is not kept
CLUSTER app.orders USING orders_pkey;

-- expect: refused: a.sql:1:1: CLUSTER without a table cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
CLUSTER;

-- expect: CHECKPOINT [the server]
-- expect: alters: alters the server: writes all changed pages to disk now
-- expect: no undo: the statement does not say what was there before
CHECKPOINT;

-- expect: refused: a.sql:1:1: CREATE DATABASE cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
CREATE DATABASE shop;

-- expect: DROP DATABASE [shop] alone
-- expect: drops: drops database shop
-- expect: destroys-data: destroys data of shop: drops every table of the database
-- expect: no undo: everything in the database is gone
-- countersign: no-transaction
DROP DATABASE IF EXISTS shop;

-- expect: ALTER DATABASE [shop]
-- expect: alters: alters shop: changes connection_limit
-- expect: no undo: the statement does not say what was there before
ALTER DATABASE shop CONNECTION LIMIT 10;

-- expect: refused: a.sql:1:1: ALTER DATABASE … SET TABLESPACE cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
ALTER DATABASE shop SET TABLESPACE fast;

-- expect: refused: a.sql:1:1: ALTER SYSTEM cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
ALTER SYSTEM SET work_mem = '1GB';

-- expect: ALTER SYSTEM [the server] alone
-- expect: alters: alters the server: changes every setting for all sessions of all databases
-- expect: changes-session: changes the session: changes every setting of later sessions
-- expect: no undo: the statement does not say what was there before
-- countersign: no-transaction
ALTER SYSTEM RESET ALL;

-- expect: CREATE TABLESPACE [fast] alone
-- expect: creates: creates tablespace fast
-- expect: undo DROP TABLESPACE fast;
-- countersign: no-transaction
CREATE TABLESPACE fast LOCATION '/fast';

-- expect: DROP TABLESPACE [fast] alone
-- expect: drops: drops tablespace fast
-- expect: no undo: the statement does not say what was there before
-- countersign: no-transaction
DROP TABLESPACE fast;

-- expect: ALTER TABLESPACE [fast]
-- expect: alters: alters fast: changes options
-- expect: no undo: the statement does not say what was there before
ALTER TABLESPACE fast SET (random_page_cost = 1.1);

-- expect: CREATE PUBLICATION [p, app.orders]
-- expect: creates: creates publication p
-- expect: grants: changes rights on app.orders: its rows are part of the publication p
-- expect: undo DROP PUBLICATION p;
CREATE PUBLICATION p FOR TABLE app.orders;

-- expect: CREATE PUBLICATION [p]
-- expect: creates: creates publication p
-- expect: grants: changes rights on p: the rows of every table are published
-- expect: undo DROP PUBLICATION p;
CREATE PUBLICATION p FOR ALL TABLES;

-- expect: ALTER PUBLICATION [p, app.items]
-- expect: alters: alters p: changes what is published
-- expect: grants: changes rights on app.items: its rows are part of the publication p
-- expect: no undo: the statement does not say what was there before
ALTER PUBLICATION p ADD TABLE app.items;

-- expect: DROP PUBLICATION [p]
-- expect: drops: drops publication p
-- expect: no undo: the statement does not say how the publication was made
DROP PUBLICATION p;

-- expect: CREATE SUBSCRIPTION [s] alone
-- expect: alters: alters s: changes which rows come in from another server
-- expect: runs-code: runs code: lets another server write rows here, by the subscription s
-- expect: no undo: the statement does not say what was there before
-- countersign: no-transaction
CREATE SUBSCRIPTION s CONNECTION 'host=elsewhere' PUBLICATION p;

-- expect: refused: a.sql:1:1: DROP SUBSCRIPTION cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
DROP SUBSCRIPTION s;

-- expect: CREATE FOREIGN DATA WRAPPER [w]
-- expect: alters: alters w: changes the foreign data wrapper
-- expect: runs-code: runs code: attaches functions to the foreign data wrapper w
-- expect: no undo: the statement does not say what was there before
CREATE FOREIGN DATA WRAPPER w HANDLER app.handler;

-- expect: CREATE SERVER [warehouse]
-- expect: creates: creates server warehouse
-- expect: grants: changes rights on warehouse: changes where foreign tables reach
-- expect: undo DROP SERVER warehouse;
CREATE SERVER warehouse FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'elsewhere');

-- expect: ALTER SERVER [warehouse]
-- expect: grants: changes rights on warehouse: changes where foreign tables reach
-- expect: no undo: the statement does not say what was there before
ALTER SERVER warehouse OPTIONS (SET host 'evil');

-- expect: CREATE USER MAPPING [warehouse]
-- expect: grants: changes rights on warehouse: changes the credentials that bob uses there
-- expect: no undo: the statement does not say what was there before
CREATE USER MAPPING FOR bob SERVER warehouse OPTIONS (password 'never shown');

-- expect: DROP USER MAPPING [warehouse]
-- expect: grants: changes rights on warehouse: changes the credentials that bob uses there
-- expect: no undo: the statement does not say what was there before
DROP USER MAPPING FOR bob SERVER warehouse;

-- expect: IMPORT FOREIGN SCHEMA [app]
-- expect: opaque: cannot be read: makes the foreign tables that the server warehouse tells it to
-- expect: no undo: the statement does not say what was there before
IMPORT FOREIGN SCHEMA remote FROM SERVER warehouse INTO app;

-- expect: DROP SERVER [warehouse]
-- expect: drops: drops server warehouse
-- expect: no undo: the statement does not say how the server was made
DROP SERVER warehouse;
