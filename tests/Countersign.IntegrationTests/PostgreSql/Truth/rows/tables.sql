-- from: ALTER TABLE, SET ( storage_parameter ): "SHARE UPDATE EXCLUSIVE lock will be taken for fillfactor"; no rewrite
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER TABLE notes SET (fillfactor = 70)

-- from: ALTER TABLE, SET ( storage_parameter ): autovacuum parameters
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER TABLE notes SET (autovacuum_enabled = false)

-- from: reloptions.c, user_catalog_table: AccessExclusiveLock
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes SET (user_catalog_table = true)

-- from: tablecmds.c AlterTableGetLockLevel, AT_ResetRelOptions
-- given: ALTER TABLE notes SET (fillfactor = 70)
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER TABLE notes RESET (fillfactor)

-- from: ALTER TABLE, SET UNLOGGED: "acquires an ACCESS EXCLUSIVE lock and rewrites" (tablecmds.c ATRewriteTables, chgPersistence)
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
ALTER TABLE notes SET UNLOGGED

-- from: ALTER TABLE, SET LOGGED
-- given: ALTER TABLE notes SET UNLOGGED
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
ALTER TABLE notes SET LOGGED

-- from: ALTER TABLE, CLUSTER ON: "SHARE UPDATE EXCLUSIVE"; "does not actually re-cluster the table"
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER TABLE notes CLUSTER ON notes_day

-- from: ALTER TABLE, SET WITHOUT CLUSTER
-- given: ALTER TABLE notes CLUSTER ON notes_day
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER TABLE notes SET WITHOUT CLUSTER

-- from: tablecmds.c AlterTableGetLockLevel, AT_ReplicaIdentity
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes REPLICA IDENTITY FULL

-- from: tablecmds.c AlterTableGetLockLevel, AT_EnableRowSecurity
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ENABLE ROW LEVEL SECURITY

-- from: tablecmds.c AlterTableGetLockLevel, AT_AddInherit; ATExecAddInherit takes SHARE UPDATE EXCLUSIVE on the parent
-- given: CREATE TABLE parent (id int)
-- locks: notes ACCESS EXCLUSIVE; parent SHARE UPDATE EXCLUSIVE
ALTER TABLE notes INHERIT parent

-- from: tablecmds.c AlterTableGetLockLevel, AT_DropInherit; ATExecDropInherit takes ACCESS SHARE on the parent
-- given: CREATE TABLE parent (id int); ALTER TABLE notes INHERIT parent
-- locks: notes ACCESS EXCLUSIVE; parent ACCESS SHARE
ALTER TABLE notes NO INHERIT parent

-- from: tablecmds.c RenameRelation: AccessExclusiveLock
-- locks: remarks ACCESS EXCLUSIVE
ALTER TABLE notes RENAME TO remarks

-- from: tablecmds.c AlterTableNamespace: AccessExclusiveLock
-- first: CREATE SCHEMA archive AUTHORIZATION writer
-- locks: archive.notes ACCESS EXCLUSIVE
ALTER TABLE notes SET SCHEMA archive

-- from: tablecmds.c AlterTableGetLockLevel, AT_ChangeOwner
-- first: CREATE ROLE heir; GRANT heir TO writer; GRANT CREATE ON SCHEMA public TO heir
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes OWNER TO heir

-- from: ALTER TABLE, DISABLE TRIGGER: "SHARE ROW EXCLUSIVE"
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes DISABLE TRIGGER t

-- from: CREATE TABLE; nothing that exists is touched
CREATE TABLE more (id int PRIMARY KEY)

-- from: tablecmds.c ATAddForeignKeyConstraint: ShareRowExclusiveLock on the referenced table
-- locks: orders SHARE ROW EXCLUSIVE
CREATE TABLE more (o int REFERENCES orders)

-- from: CREATE TABLE AS; a query reads
-- locks: orders ACCESS SHARE
-- rows: more +2
CREATE TABLE more AS SELECT * FROM orders

-- from: SELECT INTO
-- locks: orders ACCESS SHARE
-- rows: more +2
SELECT * INTO more FROM orders

-- from: parse_utilcmd.c transformTableLikeClause: AccessShareLock
-- locks: orders ACCESS SHARE
CREATE TABLE more (LIKE orders INCLUDING ALL)

-- from: CREATE TABLE, PARTITION OF: "requires taking an ACCESS EXCLUSIVE lock on the parent partitioned table"
-- locks: days ACCESS EXCLUSIVE
CREATE TABLE days_high PARTITION OF days FOR VALUES FROM (10) TO (20)

-- from: CREATE TABLE, PARTITION OF: rows of the default partition that would belong to the new one are searched, under ACCESS EXCLUSIVE
-- given: CREATE TABLE days_rest PARTITION OF days DEFAULT
-- locks: days ACCESS EXCLUSIVE; days_rest ACCESS EXCLUSIVE
-- scans: days_rest
CREATE TABLE days_high PARTITION OF days FOR VALUES FROM (10) TO (20)

-- from: tablecmds.c MergeAttributes: ShareUpdateExclusiveLock on a parent
-- locks: notes SHARE UPDATE EXCLUSIVE
CREATE TABLE more () INHERITS (notes)

-- from: DROP TABLE; trigger.c RemoveTriggerById: the referenced table loses its triggers under ACCESS EXCLUSIVE
-- locks: items ACCESS EXCLUSIVE; orders ACCESS EXCLUSIVE
-- drops: table public.items; table constraint items_order on public.items
DROP TABLE items

-- from: DROP TABLE, CASCADE: "any foreign-key constraint … only the constraint, not the other table", views entirely
-- locks: orders ACCESS EXCLUSIVE; items ACCESS EXCLUSIVE; sums ACCESS EXCLUSIVE
-- drops: table public.orders; materialized view public.sums; table constraint items_order on public.items
DROP TABLE orders CASCADE

-- from: DROP TABLE; partitions go with their table
-- locks: days ACCESS EXCLUSIVE; days_low ACCESS EXCLUSIVE
-- drops: table public.days; table public.days_low
DROP TABLE days

-- from: DROP TABLE, of a partition: tablecmds.c RangeVarCallbackForDropRelation locks the parent too
-- locks: days ACCESS EXCLUSIVE; days_low ACCESS EXCLUSIVE
-- drops: table public.days_low
DROP TABLE days_low

-- from: ALTER TABLE, ATTACH PARTITION: SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the partition, which is scanned
-- locks: days SHARE UPDATE EXCLUSIVE; loose ACCESS EXCLUSIVE
-- scans: loose
ALTER TABLE days ATTACH PARTITION loose FOR VALUES FROM (10) TO (20)

-- from: ALTER TABLE, ATTACH PARTITION: "a CHECK constraint … the scan can be avoided"
-- given: ALTER TABLE loose ADD CHECK (day >= 10 AND day < 20)
-- locks: days SHARE UPDATE EXCLUSIVE; loose ACCESS EXCLUSIVE
ALTER TABLE days ATTACH PARTITION loose FOR VALUES FROM (10) TO (20)

-- from: ALTER TABLE, ATTACH PARTITION: the default partition is locked in ACCESS EXCLUSIVE and scanned
-- given: CREATE TABLE days_rest PARTITION OF days DEFAULT
-- locks: days SHARE UPDATE EXCLUSIVE; loose ACCESS EXCLUSIVE; days_rest ACCESS EXCLUSIVE
-- scans: loose; days_rest
ALTER TABLE days ATTACH PARTITION loose FOR VALUES FROM (10) TO (20)

-- from: tablecmds.c AlterTableGetLockLevel, AT_DetachPartition; ATExecDetachPartition takes ACCESS EXCLUSIVE on the partition
-- locks: days ACCESS EXCLUSIVE; days_low ACCESS EXCLUSIVE
ALTER TABLE days DETACH PARTITION days_low

-- alone
-- from: ALTER TABLE, DETACH PARTITION CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the parent, in the end ACCESS EXCLUSIVE on the partition
-- locks: days SHARE UPDATE EXCLUSIVE; days_low ACCESS EXCLUSIVE
ALTER TABLE days DETACH PARTITION days_low CONCURRENTLY

-- from: TRUNCATE: "acquires an ACCESS EXCLUSIVE lock", "does not actually scan the tables"
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
TRUNCATE notes

-- from: TRUNCATE, CASCADE: "all tables that have foreign-key references"
-- locks: orders ACCESS EXCLUSIVE; items ACCESS EXCLUSIVE
-- rewrites: orders; items
TRUNCATE orders CASCADE

-- from: LOCK: "LOCK TABLE obtains a table-level lock"
-- locks: orders SHARE
LOCK TABLE orders IN SHARE MODE

-- from: LOCK: tables of a view are locked, too (lockcmds.c LockViewRecurse)
-- locks: early EXCLUSIVE; notes EXCLUSIVE
LOCK TABLE early IN EXCLUSIVE MODE

-- from: comment.c CommentObject: ShareUpdateExclusiveLock
-- locks: orders SHARE UPDATE EXCLUSIVE
COMMENT ON TABLE orders IS 'all of them'

-- from: comment.c CommentObject: ShareUpdateExclusiveLock
-- locks: orders SHARE UPDATE EXCLUSIVE
COMMENT ON COLUMN orders.total IS 'without tax'

-- as: superuser
-- from: ALTER TABLE, ALL IN TABLESPACE: each table is locked; the files move, which is AT_SetTableSpace
-- first: SET allow_in_place_tablespaces = on; CREATE TABLESPACE moved LOCATION ''; CREATE TABLE far (id int) TABLESPACE moved
-- locks: far ACCESS EXCLUSIVE
-- rewrites: far
ALTER TABLE ALL IN TABLESPACE moved SET TABLESPACE pg_default
