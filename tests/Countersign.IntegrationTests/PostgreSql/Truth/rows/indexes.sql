-- from: CREATE INDEX: "locks the table … against writes and performs the entire index build with a single scan"
-- locks: orders SHARE
-- scans: orders
CREATE INDEX i ON orders (total)

-- from: CREATE INDEX, UNIQUE
-- locks: orders SHARE
-- scans: orders
CREATE UNIQUE INDEX i ON orders (total) WHERE total > 0

-- alone
-- from: CREATE INDEX, Building Indexes Concurrently: SHARE UPDATE EXCLUSIVE (13.3.1); "PostgreSQL must perform two scans of the table"
-- locks: orders SHARE UPDATE EXCLUSIVE
-- scans: orders
CREATE INDEX CONCURRENTLY i ON orders (total)

-- from: CREATE INDEX, ONLY: "not to recurse creating indexes on partitions"
-- locks: days SHARE
CREATE INDEX i ON ONLY days (v)

-- from: CREATE INDEX; on a partitioned table each partition gets one
-- locks: days SHARE; days_low SHARE
-- scans: days_low
CREATE INDEX i ON days (v)

-- from: DROP INDEX: "acquires an ACCESS EXCLUSIVE lock on the table"
-- locks: notes ACCESS EXCLUSIVE
-- drops: index public.notes_day
DROP INDEX notes_day

-- alone
-- from: DROP INDEX, CONCURRENTLY: "without locking out concurrent selects, inserts, updates, and deletes"; catalog/index.c index_drop: SHARE UPDATE EXCLUSIVE
-- locks: notes SHARE UPDATE EXCLUSIVE
-- drops: index public.notes_day
DROP INDEX CONCURRENTLY notes_day

-- from: REINDEX, Rebuilding Indexes: SHARE on the table, ACCESS EXCLUSIVE on the index, for which every planner of a query on the table waits
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes_day
-- scans: notes
REINDEX TABLE notes

-- from: REINDEX
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes_day
-- scans: notes
REINDEX INDEX notes_day

-- alone
-- from: REINDEX, Rebuilding Indexes Concurrently: SHARE UPDATE EXCLUSIVE; "two scans of the table"
-- locks: notes SHARE UPDATE EXCLUSIVE
-- scans: notes
REINDEX TABLE CONCURRENTLY notes

-- from: ALTER INDEX, RENAME: "acquires a SHARE UPDATE EXCLUSIVE lock"
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER INDEX notes_day RENAME TO notes_by_day

-- from: ALTER INDEX, SET ( storage_parameter ); reloptions.c: fillfactor is ShareUpdateExclusiveLock
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER INDEX notes_day SET (fillfactor = 70)

-- from: tablecmds.c ATExecAttachPartitionIdx: the parent's index SHARE UPDATE EXCLUSIVE, the partition's ACCESS EXCLUSIVE
-- given: CREATE INDEX i ON ONLY days (v); CREATE INDEX j ON days_low (v)
-- locks: days SHARE UPDATE EXCLUSIVE; days_low ACCESS EXCLUSIVE
ALTER INDEX i ATTACH PARTITION j

-- from: statscmds.c CreateStatistics: ShareUpdateExclusiveLock
-- locks: orders SHARE UPDATE EXCLUSIVE
CREATE STATISTICS s ON total, note FROM orders

-- from: statscmds.c AlterStatistics locks no table
-- given: CREATE STATISTICS s ON total, note FROM orders
ALTER STATISTICS s SET STATISTICS 100

-- from: statscmds.c RemoveStatisticsById: ShareUpdateExclusiveLock
-- given: CREATE STATISTICS s ON total, note FROM orders
-- locks: orders SHARE UPDATE EXCLUSIVE
-- drops: statistics object public.s
DROP STATISTICS s

-- alone
-- from: VACUUM; 13.3.1: SHARE UPDATE EXCLUSIVE
-- locks: notes SHARE UPDATE EXCLUSIVE
VACUUM notes

-- alone
-- from: VACUUM, FULL: "rewrites the entire contents of the table", ACCESS EXCLUSIVE
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
VACUUM FULL notes

-- from: ANALYZE; 13.3.1: SHARE UPDATE EXCLUSIVE; "takes a random sample of the table contents, rather than examining every row"
-- locks: notes SHARE UPDATE EXCLUSIVE
ANALYZE notes

-- from: CLUSTER: ACCESS EXCLUSIVE; the table is copied in the order of the index, by a scan of whichever is cheaper
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
CLUSTER notes USING notes_day

-- as: superuser
-- from: CHECKPOINT
CHECKPOINT
