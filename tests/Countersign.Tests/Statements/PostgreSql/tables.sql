-- expect: CREATE TABLE [app.orders, public.customers]
-- expect: creates: creates table app.orders
-- expect: locks: locks public.customers in SHARE ROW EXCLUSIVE
-- expect: undo DROP TABLE app.orders;
CREATE TABLE app.orders (id bigserial PRIMARY KEY, note varchar(20) NOT NULL DEFAULT 'x', customer int REFERENCES public.customers (id) ON DELETE CASCADE, CHECK (note > ''), at timestamptz DEFAULT now());

-- expect: CREATE TABLE [orders]
-- expect: creates: creates table orders
-- expect: no undo: IF NOT EXISTS hides whether the statement made it
CREATE TABLE IF NOT EXISTS orders (id uuid DEFAULT gen_random_uuid());

-- expect: CREATE TABLE [scratch]
-- expect: creates: creates temporary table scratch
-- expect: undo DROP TABLE scratch;
CREATE TEMPORARY TABLE scratch (id int) ON COMMIT DROP;

-- expect: CREATE TABLE [Order Items]
-- expect: creates: creates table Order Items
-- expect: undo DROP TABLE "Order Items";
CREATE UNLOGGED TABLE "Order Items" ("select" int);

-- expect: CREATE TABLE [app.tree]
-- expect: creates: creates table app.tree
-- expect: undo DROP TABLE app.tree;
CREATE TABLE app.tree (id int PRIMARY KEY, parent int REFERENCES app.tree);

-- expect: CREATE TABLE [app.events]
-- expect: creates: creates table app.events
-- expect: undo DROP TABLE app.events;
CREATE TABLE app.events (id bigint, at timestamptz) PARTITION BY RANGE (at);

-- expect: CREATE TABLE [app.events_2026, app.events]
-- expect: creates: creates table app.events_2026
-- expect: alters: alters app.events: adds the partition app.events_2026
-- expect: locks: locks app.events in ACCESS EXCLUSIVE
-- expect: undo DROP TABLE app.events_2026;
CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- expect: CREATE TABLE [child, template, parent]
-- expect: creates: creates table child
-- expect: locks: locks parent in SHARE UPDATE EXCLUSIVE
-- expect: undo DROP TABLE child;
CREATE TABLE child (LIKE template INCLUDING ALL) INHERITS (parent);

-- expect: CREATE TABLE [app.priced]
-- expect: creates: creates table app.priced
-- expect: runs-code: runs code: calls app.standard_price later
-- expect: runs-code: runs code: calls app.is_fair later
-- expect: undo DROP TABLE app.priced;
CREATE TABLE app.priced (id int, price numeric DEFAULT app.standard_price(), CHECK (app.is_fair(price)));

-- expect: CREATE TABLE [app.bookings]
-- expect: creates: creates table app.bookings
-- expect: undo DROP TABLE app.bookings;
CREATE TABLE app.bookings (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));

-- expect: CREATE TABLE AS [app.copy, app.customers]
-- expect: creates: creates table app.copy
-- expect: scans: scans app.customers (the query reads it for the new rows)
-- expect: undo DROP TABLE app.copy;
CREATE TABLE app.copy AS SELECT id, lower(name) AS name FROM app.customers;

-- expect: CREATE TABLE AS [app.copy, app.customers]
-- expect: creates: creates table app.copy
-- expect: opaque: cannot be read: calls app.secret, whose effects are not known
-- expect: scans: scans app.customers (the query reads it for the new rows)
-- expect: undo DROP TABLE app.copy;
CREATE TABLE app.copy AS SELECT app.secret(id) FROM app.customers;

-- expect: CREATE TABLE AS [app.copy]
-- expect: creates: creates table app.copy
-- expect: opaque: cannot be read: runs a prepared statement
-- expect: undo DROP TABLE app.copy;
CREATE TABLE app.copy AS EXECUTE report(1);

-- expect: SELECT INTO [app.copy, app.customers]
-- expect: creates: creates table app.copy
-- expect: undo DROP TABLE app.copy;
SELECT id INTO app.copy FROM app.customers;

-- expect: CREATE FOREIGN TABLE [app.remote]
-- expect: creates: creates foreign table app.remote
-- expect: runs-code: runs code: reads and writes through the server warehouse from now on
-- expect: undo DROP FOREIGN TABLE app.remote;
CREATE FOREIGN TABLE app.remote (id int) SERVER warehouse;

-- expect: DROP TABLE [app.orders]
-- expect: drops: drops table app.orders
-- expect: destroys-data: destroys data of app.orders: drops the table
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the table was made
DROP TABLE app.orders;

-- expect: DROP TABLE [app.orders, items]
-- expect: drops: drops table and everything that depends on it: app.orders
-- expect: destroys-data: destroys data of app.orders: drops the table and what depends on it
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: drops: drops table and everything that depends on it: items
-- expect: destroys-data: destroys data of items: drops the table and what depends on it
-- expect: locks: locks items in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the table was made
DROP TABLE IF EXISTS app.orders, items CASCADE;

-- majors: 18
-- expect: CREATE TABLE [app.virtual]
-- expect: creates: creates table app.virtual
-- expect: undo DROP TABLE app.virtual;
CREATE TABLE app.virtual (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);

-- expect: refused: a.sql:1:1: `set_config` changes a setting that the statements after it are read by; use SET with one of the settings that may be changed, or put `search_path` into the policy (PG905)
CREATE TABLE app.trick (id int DEFAULT set_config('search_path', 'evil', false)::int);
