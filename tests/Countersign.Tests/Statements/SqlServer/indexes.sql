-- expect: CREATE INDEX [dbo.orders, dbo.ix]
-- expect: creates: creates index dbo.ix
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: locks: locks dbo.orders in S
-- expect: undo DROP INDEX [ix] ON [dbo].[orders];
CREATE INDEX ix ON dbo.orders (customer_id);

-- expect: CREATE INDEX [dbo.orders, dbo.ix]
-- expect: creates: creates clustered index dbo.ix
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: rewrites: rewrites dbo.orders (the rows are stored in the order of the index)
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo DROP INDEX [ix] ON [dbo].[orders];
CREATE UNIQUE CLUSTERED INDEX ix ON dbo.orders (customer_id);

-- expect: CREATE INDEX [dbo.orders, dbo.ix]
-- expect: creates: creates index dbo.ix
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: undo DROP INDEX [ix] ON [dbo].[orders];
CREATE INDEX ix ON dbo.orders (customer_id) INCLUDE (total) WHERE total > 0 WITH (ONLINE = ON);

-- expect: refused: a.sql:1:1: CREATE INDEX cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (MS907)
CREATE INDEX ix ON dbo.orders (customer_id) WITH (ONLINE = ON, RESUMABLE = ON);

-- expect: CREATE INDEX [dbo.orders, dbo.ix]
-- expect: creates: creates index dbo.ix
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: locks: locks dbo.orders in S
-- expect: no undo: the index of that name that was there is gone
CREATE INDEX ix ON dbo.orders (customer_id) WITH (DROP_EXISTING = ON);

-- expect: CREATE INDEX []
-- expect: changes-session: changes the session: temporary #work
-- expect: no undo: there is nothing to undo
CREATE INDEX ix ON #work (id);

-- expect: CREATE COLUMNSTORE INDEX [dbo.orders, dbo.cci]
-- expect: creates: creates clustered index dbo.cci
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: rewrites: rewrites dbo.orders (the rows are stored in the order of the index)
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo DROP INDEX [cci] ON [dbo].[orders];
CREATE CLUSTERED COLUMNSTORE INDEX cci ON dbo.orders;

-- expect: CREATE XML INDEX [dbo.orders, dbo.xi]
-- expect: creates: creates clustered index dbo.xi
-- expect: scans: scans dbo.orders (every row is read into the index)
-- expect: rewrites: rewrites dbo.orders (the rows are stored in the order of the index)
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo DROP INDEX [xi] ON [dbo].[orders];
CREATE XML INDEX xi ON dbo.orders (doc) USING XML INDEX px FOR PATH;

-- expect: CREATE TABLE; CREATE INDEX [dbo.a, dbo.ix]
-- expect: part CREATE TABLE at 0+63
-- expect: part CREATE INDEX at 64+29
-- expect: creates: creates table dbo.a
-- expect: creates: creates index dbo.ix
-- expect: undo DROP INDEX [ix] ON [dbo].[a];\nDROP TABLE [dbo].[a];
CREATE TABLE dbo.a (id int CONSTRAINT pk_a PRIMARY KEY, b int); CREATE INDEX ix ON dbo.a (b);

-- expect: ALTER INDEX [dbo.orders]
-- expect: alters: alters dbo.orders: every index: rebuild
-- expect: rewrites: rewrites dbo.orders (it is stored anew)
-- expect: locks: locks dbo.orders in Sch-M
-- expect: no undo: there is nothing to undo
ALTER INDEX ALL ON dbo.orders REBUILD;

-- expect: ALTER INDEX [dbo.orders]
-- expect: alters: alters dbo.orders: index ix: rebuild
-- expect: rewrites: rewrites dbo.orders (it is stored anew)
-- expect: no undo: there is nothing to undo
ALTER INDEX ix ON dbo.orders REBUILD WITH (ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 5 MINUTES, ABORT_AFTER_WAIT = SELF)));

-- expect: ALTER INDEX [dbo.orders]
-- expect: alters: alters dbo.orders: index ix: reorganize
-- expect: scans: scans dbo.orders (the pages of index ix are put in order)
-- expect: no undo: there is nothing to undo
ALTER INDEX ix ON dbo.orders REORGANIZE;

-- expect: ALTER INDEX [dbo.orders]
-- expect: alters: alters dbo.orders: index ix: disable
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo ALTER INDEX [ix] ON [dbo].[orders] REBUILD;
ALTER INDEX ix ON dbo.orders DISABLE;

-- expect: DROP INDEX [dbo.orders, dbo.ix, dbo.customers, dbo.iy]
-- expect: drops: drops index dbo.ix
-- expect: locks: locks dbo.orders in Sch-M
-- expect: drops: drops index dbo.iy
-- expect: locks: locks dbo.customers in Sch-M
-- expect: no undo: the statement does not say what the index was
DROP INDEX ix ON dbo.orders, iy ON dbo.customers;

-- expect: DROP INDEX [orders, ix]
-- expect: drops: drops index ix
-- expect: locks: locks orders in Sch-M
-- expect: no undo: the statement does not say what the index was
DROP INDEX orders.ix;

-- expect: CREATE STATISTICS [dbo.orders]
-- expect: alters: alters dbo.orders: adds statistics st
-- expect: no undo: the statement does not say what was there before
CREATE STATISTICS st ON dbo.orders (total) WITH FULLSCAN;

-- expect: UPDATE STATISTICS [dbo.orders]
-- expect: alters: alters dbo.orders: updates statistics
-- expect: scans: scans dbo.orders (rows are sampled)
-- expect: no undo: there is nothing to undo
UPDATE STATISTICS dbo.orders;

-- expect: DROP STATISTICS [dbo.orders]
-- expect: alters: alters dbo.orders: drops statistics st
-- expect: no undo: the statement does not say what was there before
DROP STATISTICS dbo.orders.st;
