-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column note text
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN note;
ALTER TABLE app.orders ADD COLUMN note text;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column note text
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN note;
ALTER TABLE app.orders ADD COLUMN note text NOT NULL DEFAULT 'none';

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column at timestamptz
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN at;
ALTER TABLE app.orders ADD COLUMN at timestamptz DEFAULT now();

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column token uuid
-- expect: rewrites: rewrites app.orders (the default may differ from row to row)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN token;
ALTER TABLE app.orders ADD COLUMN token uuid DEFAULT gen_random_uuid();

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column price numeric(10, 2)
-- expect: rewrites: rewrites app.orders (the default may differ from row to row)
-- expect: opaque: cannot be read: calls app.standard_price, whose effects are not known
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN price;
ALTER TABLE app.orders ADD COLUMN price numeric(10, 2) DEFAULT app.standard_price();

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column n bigserial
-- expect: rewrites: rewrites app.orders (each row gets the next value of a new sequence)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN n;
ALTER TABLE app.orders ADD COLUMN n bigserial;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column n integer
-- expect: rewrites: rewrites app.orders (each row gets an identity value)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN n;
ALTER TABLE app.orders ADD COLUMN n int GENERATED ALWAYS AS IDENTITY;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column total numeric
-- expect: rewrites: rewrites app.orders (the generated column is computed for each row)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN total;
ALTER TABLE app.orders ADD COLUMN total numeric GENERATED ALWAYS AS (a + b) STORED;

-- majors: 18
-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column total numeric
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN total;
ALTER TABLE app.orders ADD COLUMN total numeric GENERATED ALWAYS AS (a + b) VIRTUAL;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column must integer
-- expect: scans: scans app.orders (every row is checked for the missing value)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN must;
ALTER TABLE app.orders ADD COLUMN must int NOT NULL;

-- expect: ALTER TABLE [app.orders, app.customers]
-- expect: alters: alters app.orders: adds column customer integer
-- expect: locks: locks app.customers in SHARE ROW EXCLUSIVE
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN customer;
ALTER TABLE app.orders ADD COLUMN customer int REFERENCES app.customers;

-- expect: ALTER TABLE [app.orders, app.customers]
-- expect: alters: alters app.orders: adds column customer integer
-- expect: locks: locks app.customers in SHARE ROW EXCLUSIVE
-- expect: scans: scans app.orders (every row is checked against the foreign key)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN customer;
ALTER TABLE app.orders ADD COLUMN customer int DEFAULT 1 REFERENCES app.customers;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column code text
-- expect: scans: scans app.orders (its index is built)
-- expect: scans: scans app.orders (every row is checked against the constraint)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP COLUMN code;
ALTER TABLE app.orders ADD COLUMN code text UNIQUE CHECK (code <> '');

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column note text
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS note text;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column note text
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: IF EXISTS hides whether there was anything to change
ALTER TABLE IF EXISTS app.orders ADD COLUMN note text;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: drops column note
-- expect: drops: drops column note of app.orders
-- expect: destroys-data: destroys data of app.orders: drops column note
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the values of column note are gone
ALTER TABLE app.orders DROP COLUMN note;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: drops column note
-- expect: drops: drops column note of app.orders
-- expect: destroys-data: destroys data of app.orders: drops column note and everything that depends on it
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the values of column note are gone
ALTER TABLE app.orders DROP COLUMN note CASCADE;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes the type of id to bigint
-- expect: rewrites: rewrites app.orders (the type of id changes)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say which type id had
ALTER TABLE app.orders ALTER COLUMN id TYPE bigint;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes the type of id to bigint
-- expect: rewrites: rewrites app.orders (the type of id changes)
-- expect: opaque: cannot be read: calls app.convert, whose effects are not known
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say which type id had
ALTER TABLE app.orders ALTER COLUMN id TYPE bigint USING app.convert(id);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: sets the default of id
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id SET DEFAULT 1;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: drops the default of id
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id DROP DEFAULT;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: sets id not null
-- expect: scans: scans app.orders (unless a valid CHECK proves it, every row is checked for nulls)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id SET NOT NULL;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: lets id be null
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id DROP NOT NULL;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes the statistics target of id
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id SET STATISTICS 500;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes how body is stored
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN body SET STORAGE EXTERNAL;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds check constraint positive
-- expect: scans: scans app.orders (every row is checked against the constraint)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT positive;
ALTER TABLE app.orders ADD CONSTRAINT positive CHECK (total > 0);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds check constraint positive
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT positive;
ALTER TABLE app.orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds check constraint one_payer
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT one_payer;
ALTER TABLE app.orders ADD CONSTRAINT one_payer CHECK (num_nonnulls(person, company) = 1) NOT VALID;

-- expect: ALTER TABLE [app.orders]
-- expect: runs-code: runs code: calls app.is_fair later
-- expect: alters: alters app.orders: adds check constraint fair
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT fair;
ALTER TABLE app.orders ADD CONSTRAINT fair CHECK (app.is_fair(total)) NOT VALID;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: validates positive
-- expect: scans: scans app.orders (every row is checked against the constraint)
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders VALIDATE CONSTRAINT positive;

-- expect: ALTER TABLE [app.orders, app.customers]
-- expect: locks: locks app.customers in SHARE ROW EXCLUSIVE
-- expect: alters: alters app.orders: adds foreign key customer
-- expect: scans: scans app.orders (every row is checked against the foreign key)
-- expect: locks: locks app.orders in SHARE ROW EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT customer;
ALTER TABLE app.orders ADD CONSTRAINT customer FOREIGN KEY (customer) REFERENCES app.customers (id);

-- expect: ALTER TABLE [app.orders, app.customers]
-- expect: locks: locks app.customers in SHARE ROW EXCLUSIVE
-- expect: alters: alters app.orders: adds foreign key customer
-- expect: locks: locks app.orders in SHARE ROW EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT customer;
ALTER TABLE app.orders ADD CONSTRAINT customer FOREIGN KEY (customer) REFERENCES app.customers (id) NOT VALID;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds primary key
-- expect: scans: scans app.orders (its index is built)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the constraint has no name in the statement
ALTER TABLE app.orders ADD PRIMARY KEY (id);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds primary key pk
-- expect: scans: scans app.orders (the columns of the key must be proven not null)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT pk;
ALTER TABLE app.orders ADD CONSTRAINT pk PRIMARY KEY USING INDEX orders_id;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds unique constraint code
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT code;
ALTER TABLE app.orders ADD CONSTRAINT code UNIQUE USING INDEX orders_code;

-- majors: 18
-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds not null constraint must
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT must;
ALTER TABLE app.orders ADD CONSTRAINT must NOT NULL id NOT VALID;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: drops constraint positive
-- expect: drops: drops constraint positive of app.orders
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders DROP CONSTRAINT positive;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column a integer
-- expect: alters: alters app.orders: adds column b integer
-- expect: alters: alters app.orders: adds check constraint c
-- expect: scans: scans app.orders (every row is checked against the constraint)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders DROP CONSTRAINT c, DROP COLUMN b, DROP COLUMN a;
ALTER TABLE app.orders ADD COLUMN a int, ADD COLUMN b int, ADD CONSTRAINT c CHECK (a < b);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: adds column a integer
-- expect: alters: alters app.orders: drops column b
-- expect: drops: drops column b of app.orders
-- expect: destroys-data: destroys data of app.orders: drops column b
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the values of column b are gone
ALTER TABLE app.orders ADD COLUMN a int, DROP COLUMN b;

-- expect: ALTER TABLE [app.events, app.events_2026]
-- expect: alters: alters app.events: attaches the partition app.events_2026
-- expect: locks: locks app.events_2026 in ACCESS EXCLUSIVE
-- expect: scans: scans app.events_2026 (unless a valid CHECK proves it, every row is checked against the partition's bounds)
-- expect: locks: locks app.events in SHARE UPDATE EXCLUSIVE
-- expect: undo ALTER TABLE app.events DETACH PARTITION app.events_2026;
ALTER TABLE app.events ATTACH PARTITION app.events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- expect: ALTER TABLE [app.events, app.events_2026]
-- expect: alters: alters app.events: detaches the partition app.events_2026
-- expect: locks: locks app.events_2026 in ACCESS EXCLUSIVE
-- expect: locks: locks app.events in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say which bounds the partition had
ALTER TABLE app.events DETACH PARTITION app.events_2026;

-- majors: 14-18
-- expect: ALTER TABLE [app.events, app.events_2026] alone
-- expect: alters: alters app.events: detaches the partition app.events_2026
-- expect: locks: locks app.events_2026 in ACCESS EXCLUSIVE
-- expect: locks: locks app.events in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say which bounds the partition had
-- countersign: no-transaction
ALTER TABLE app.events DETACH PARTITION app.events_2026 CONCURRENTLY;

-- majors: 14-18
-- expect: refused: a.sql:1:1: DETACH PARTITION … CONCURRENTLY cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (PG907)
ALTER TABLE app.events DETACH PARTITION app.events_2026 CONCURRENTLY;

-- majors: 14-18
-- expect: ALTER TABLE [app.events, app.events_2026]
-- expect: alters: alters app.events: detaches the partition app.events_2026
-- expect: locks: locks app.events_2026 in ACCESS EXCLUSIVE
-- expect: locks: locks app.events in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say which bounds the partition had
ALTER TABLE app.events DETACH PARTITION app.events_2026 FINALIZE;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes fillfactor, autovacuum_enabled
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders SET (fillfactor = 70, autovacuum_enabled = false);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes user_catalog_table
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders SET (user_catalog_table = true);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: becomes unlogged: its rows do not survive a crash
-- expect: rewrites: rewrites app.orders (all of it is written anew)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders SET UNLOGGED;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: moves to tablespace fast
-- expect: rewrites: rewrites app.orders (its files are copied to the other tablespace)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders SET TABLESPACE fast;

-- majors: 15-18
-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes its access method to heap
-- expect: rewrites: rewrites app.orders (all of it is written in another format)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders SET ACCESS METHOD heap;

-- majors: 17-18
-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes the expression of total
-- expect: rewrites: rewrites app.orders (the generated column is computed for each row)
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN total SET EXPRESSION AS (a * b);

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: makes id an identity column
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: remembers orders_pkey for CLUSTER
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders CLUSTER ON orders_pkey;

-- expect: ALTER TABLE [app.orders, app.base]
-- expect: alters: alters app.orders: becomes a child of another table
-- expect: locks: locks app.base in SHARE UPDATE EXCLUSIVE
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders INHERIT app.base;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: changes what replication knows rows by
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders REPLICA IDENTITY FULL;

-- expect: ALTER TABLE [app.orders]
-- expect: grants: changes rights on app.orders: changes the owner to bob
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders OWNER TO bob;

-- expect: ALTER TABLE [app.orders]
-- expect: grants: changes rights on app.orders: enables row level security
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;

-- expect: ALTER TABLE [app.orders]
-- expect: grants: changes rights on app.orders: stops forcing row level security
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders NO FORCE ROW LEVEL SECURITY;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: disables trigger audit
-- expect: runs-code: runs code: changes which triggers of app.orders run
-- expect: locks: locks app.orders in SHARE ROW EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders DISABLE TRIGGER audit;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: enables rule log
-- expect: runs-code: runs code: changes which rules of app.orders run
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE app.orders ENABLE ALWAYS RULE log;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: renames the table to purchases
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.purchases RENAME TO orders;
ALTER TABLE app.orders RENAME TO purchases;

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: renames column note to Note
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders RENAME COLUMN "Note" TO note;
ALTER TABLE app.orders RENAME COLUMN note TO "Note";

-- expect: ALTER TABLE [app.orders]
-- expect: alters: alters app.orders: renames constraint positive to above_zero
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE app.orders RENAME CONSTRAINT above_zero TO positive;
ALTER TABLE app.orders RENAME CONSTRAINT positive TO above_zero;

-- expect: ALTER TABLE [app.orders, archive.orders]
-- expect: alters: alters app.orders: moves to schema archive
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo ALTER TABLE archive.orders SET SCHEMA app;
ALTER TABLE app.orders SET SCHEMA archive;

-- expect: ALTER TABLE [orders, archive.orders]
-- expect: alters: alters orders: moves to schema archive
-- expect: locks: locks orders in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE orders SET SCHEMA archive;

-- expect: ALTER TABLE ALL IN TABLESPACE [slow]
-- expect: alters: alters slow: moves every table to fast
-- expect: rewrites: rewrites slow (every file is copied to the other tablespace)
-- expect: locks: locks slow in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast;
