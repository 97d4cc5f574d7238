-- expect: CREATE TABLE [dbo.orders, dbo.zero, dbo.customers]
-- expect: creates: creates table dbo.orders
-- expect: locks: locks dbo.customers in Sch-M
-- expect: undo DROP TABLE [dbo].[orders];
CREATE TABLE dbo.orders (id int IDENTITY CONSTRAINT pk_orders PRIMARY KEY, customer_id int CONSTRAINT fk_orders_customers REFERENCES dbo.customers (id), total decimal(19, 4) CONSTRAINT df_orders_total DEFAULT dbo.zero());

-- expect: CREATE TABLE [orders]
-- expect: creates: creates table orders
-- expect: undo DROP TABLE [orders];
CREATE TABLE orders (id int);

-- expect: CREATE TABLE []
-- expect: changes-session: changes the session: temporary #work
-- expect: no undo: there is nothing to undo
CREATE TABLE #work (id int);

-- expect: CREATE TABLE; INSERT [dbo.orders]
-- expect: part CREATE TABLE at 0+36
-- expect: part INSERT at 37+49
-- expect: changes-session: changes the session: temporary #work
-- expect: reads: reads dbo.orders
-- expect: no undo: INSERT: the statement does not say which rows were there before
CREATE TABLE tempdb..#work (id int); INSERT INTO #work (id) SELECT id FROM dbo.orders;

-- expect: SELECT [dbo.orders, dbo.orders_copy]
-- expect: creates: creates table dbo.orders_copy
-- expect: writes-rows: inserts rows of dbo.orders_copy
-- expect: undo DROP TABLE [dbo].[orders_copy];
SELECT id INTO dbo.orders_copy FROM dbo.orders;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column note nvarchar(200)
-- expect: undo ALTER TABLE [dbo].[orders] DROP COLUMN [note];
ALTER TABLE dbo.orders ADD note nvarchar(200) NULL;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column a int
-- expect: alters: alters dbo.orders: adds column b int
-- expect: alters: alters dbo.orders: adds check constraint ck_a
-- expect: scans: scans dbo.orders (every row is checked against the constraint)
-- expect: no undo: a constraint or default has no name in the statement
ALTER TABLE dbo.orders ADD a int NULL, b int NOT NULL CONSTRAINT df_b DEFAULT (0), CONSTRAINT ck_a CHECK (a > 0);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column n int
-- expect: rewrites: rewrites dbo.orders (every row gets a value of n)
-- expect: undo ALTER TABLE [dbo].[orders] DROP COLUMN [n];
ALTER TABLE dbo.orders ADD n int IDENTITY (1, 1);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column total_tax
-- expect: rewrites: rewrites dbo.orders (every row stores the computed total_tax)
-- expect: undo ALTER TABLE [dbo].[orders] DROP COLUMN [total_tax];
ALTER TABLE dbo.orders ADD total_tax AS total * 0.2 PERSISTED;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column token uniqueidentifier
-- expect: rewrites: rewrites dbo.orders (every row gets a value of token)
-- expect: no undo: a constraint or default has no name in the statement
ALTER TABLE dbo.orders ADD token uniqueidentifier NOT NULL CONSTRAINT df_token DEFAULT NEWID();

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds column version rowversion
-- expect: undo ALTER TABLE [dbo].[orders] DROP COLUMN [version];
ALTER TABLE dbo.orders ADD version rowversion NOT NULL;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: changes column total to decimal(19, 4)
-- expect: scans: scans dbo.orders (every row is checked for nulls in total)
-- expect: rewrites: rewrites dbo.orders (the type of total changes, unless the old one is stored alike)
-- expect: no undo: the statement does not say what total was, and values may have been cut
ALTER TABLE dbo.orders ALTER COLUMN total decimal(19, 4) NOT NULL;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: changes column total: AddMaskingFunction
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders ALTER COLUMN total ADD MASKED WITH (FUNCTION = 'default()');

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: drops: drops column note of dbo.orders
-- expect: destroys-data: destroys data of dbo.orders: drops column note
-- expect: alters: alters dbo.orders: drops constraint ck_a
-- expect: no undo: the values of column note are gone
ALTER TABLE dbo.orders DROP COLUMN note, CONSTRAINT ck_a;

-- expect: ALTER TABLE [dbo.orders, sales.customers]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds foreign key fk_orders_customers
-- expect: locks: locks sales.customers in Sch-M
-- expect: scans: scans dbo.orders (every row is checked against the constraint)
-- expect: undo ALTER TABLE [dbo].[orders] DROP CONSTRAINT [fk_orders_customers];
ALTER TABLE dbo.orders ADD CONSTRAINT fk_orders_customers FOREIGN KEY (customer_id) REFERENCES sales.customers (id);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds check constraint ck_a
-- expect: undo ALTER TABLE [dbo].[orders] DROP CONSTRAINT [ck_a];
ALTER TABLE dbo.orders WITH NOCHECK ADD CONSTRAINT ck_a CHECK (a > 0);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds check constraint
-- expect: scans: scans dbo.orders (every row is checked against the constraint)
-- expect: no undo: a constraint or default has no name in the statement
ALTER TABLE dbo.orders ADD CHECK (a > 0);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds primary key pk_orders
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: undo ALTER TABLE [dbo].[orders] DROP CONSTRAINT [pk_orders];
ALTER TABLE dbo.orders ADD CONSTRAINT pk_orders PRIMARY KEY CLUSTERED (id);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: adds default df_status
-- expect: undo ALTER TABLE [dbo].[orders] DROP CONSTRAINT [df_status];
ALTER TABLE dbo.orders ADD CONSTRAINT df_status DEFAULT 'open' FOR status;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: checks every constraint again
-- expect: scans: scans dbo.orders (every row is checked against the constraint)
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders WITH CHECK CHECK CONSTRAINT ALL;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: stops checking fk_orders_customers
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders NOCHECK CONSTRAINT fk_orders_customers;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: disables triggers
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders DISABLE TRIGGER ALL;

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: is rebuilt
-- expect: rewrites: rewrites dbo.orders (it is stored anew)
-- expect: no undo: there is nothing to undo
ALTER TABLE dbo.orders REBUILD WITH (DATA_COMPRESSION = PAGE);

-- expect: ALTER TABLE [dbo.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: ALTER TABLE dbo.orders SET (LOCK_ESCALATION = DISABLE)
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders SET (LOCK_ESCALATION = DISABLE);

-- expect: ALTER TABLE [dbo.orders, archive.orders]
-- expect: locks: locks dbo.orders in Sch-M
-- expect: alters: alters dbo.orders: gives its rows away
-- expect: writes-rows: moves rows of dbo.orders
-- expect: alters: alters archive.orders: takes the rows of dbo.orders
-- expect: writes-rows: moves rows of archive.orders
-- expect: locks: locks archive.orders in Sch-M
-- expect: no undo: the statement does not say what was there before
ALTER TABLE dbo.orders SWITCH PARTITION 2 TO archive.orders;

-- expect: TRUNCATE TABLE [dbo.orders]
-- expect: destroys-data: destroys data of dbo.orders: every row
-- expect: locks: locks dbo.orders in Sch-M
-- expect: no undo: the rows are gone
TRUNCATE TABLE dbo.orders;

-- expect: TRUNCATE TABLE [dbo.orders]
-- expect: destroys-data: destroys data of dbo.orders: every row of some partitions
-- expect: locks: locks dbo.orders in Sch-M
-- expect: no undo: the rows are gone
TRUNCATE TABLE dbo.orders WITH (PARTITIONS (2 TO 4));

-- expect: DROP TABLE [dbo.orders, dbo.order_lines]
-- expect: drops: drops table dbo.orders
-- expect: destroys-data: destroys data of dbo.orders: drops the table
-- expect: locks: locks dbo.orders in Sch-M
-- expect: drops: drops table dbo.order_lines
-- expect: destroys-data: destroys data of dbo.order_lines: drops the table
-- expect: locks: locks dbo.order_lines in Sch-M
-- expect: no undo: the rows are gone
DROP TABLE dbo.orders, dbo.order_lines;

-- expect: DROP TABLE []
-- expect: changes-session: changes the session: temporary #work
-- expect: no undo: there is nothing to undo
DROP TABLE IF EXISTS #work;

-- expect: CREATE TABLE; DROP TABLE [dbo.a]
-- expect: part CREATE TABLE at 0+28
-- expect: part DROP TABLE at 29+17
-- expect: creates: creates table dbo.a
-- expect: drops: drops table dbo.a
-- expect: destroys-data: destroys data of dbo.a: drops the table
-- expect: no undo: DROP TABLE: the rows are gone
CREATE TABLE dbo.a (id int);
DROP TABLE dbo.a;

-- expect: ALTER TABLE [dbo.odd ] name]
-- expect: locks: locks dbo.odd ] name in Sch-M
-- expect: alters: alters dbo.odd ] name: adds column a b int
-- expect: undo ALTER TABLE [dbo].[odd ]] name] DROP COLUMN [a b];
ALTER TABLE dbo.[odd ]] name] ADD [a b] int NULL;
