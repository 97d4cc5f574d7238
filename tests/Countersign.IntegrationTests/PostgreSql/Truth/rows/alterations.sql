-- from: tablecmds.c AlterTableGetLockLevel, AT_DetachPartitionFinalize; ATExecDetachPartitionFinalize takes ACCESS EXCLUSIVE on the partition
-- first: UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'days_low'::regclass
-- locks: days SHARE UPDATE EXCLUSIVE; days_low ACCESS EXCLUSIVE
ALTER TABLE days DETACH PARTITION days_low FINALIZE

-- from: tablecmds.c AlterTableGetLockLevel, AT_NoForceRowSecurity
-- given: ALTER TABLE notes FORCE ROW LEVEL SECURITY
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes NO FORCE ROW LEVEL SECURITY

-- from: ALTER TABLE, SET TABLESPACE: "moves the data file(s)"; tablecmds.c ATExecSetTableSpace copies blocks and scans nothing
-- first: SET allow_in_place_tablespaces = on; CREATE TABLESPACE aside LOCATION ''; GRANT CREATE ON TABLESPACE aside TO writer
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
ALTER TABLE notes SET TABLESPACE aside

-- from: ALTER TABLE, SET ACCESS METHOD: "by rewriting it"; ATRewriteTables, AT_REWRITE_ACCESS_METHOD
-- first: CREATE ACCESS METHOD heaped TYPE TABLE HANDLER heap_tableam_handler
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
ALTER TABLE notes SET ACCESS METHOD heaped

-- since: 17
-- from: ALTER TABLE, SET EXPRESSION: "Existing data in the column is rewritten"
-- given: ALTER TABLE notes ADD COLUMN twice int GENERATED ALWAYS AS (day * 2) STORED
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
-- scans: notes
ALTER TABLE notes ALTER COLUMN twice SET EXPRESSION AS (day * 3)

-- from: ALTER TABLE, ENABLE REPLICA TRIGGER: "SHARE ROW EXCLUSIVE"
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes ENABLE REPLICA TRIGGER t

-- from: ALTER TABLE, ENABLE ALWAYS TRIGGER: "SHARE ROW EXCLUSIVE"
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes ENABLE ALWAYS TRIGGER t

-- from: ALTER TABLE, ENABLE TRIGGER ALL: "SHARE ROW EXCLUSIVE"
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes ENABLE TRIGGER ALL

-- from: ALTER TABLE, DISABLE TRIGGER ALL: "SHARE ROW EXCLUSIVE"
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes DISABLE TRIGGER ALL

-- from: ALTER TABLE, ENABLE TRIGGER USER: "SHARE ROW EXCLUSIVE"
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes ENABLE TRIGGER USER

-- from: ALTER TABLE, DISABLE TRIGGER USER: "SHARE ROW EXCLUSIVE"
-- locks: notes SHARE ROW EXCLUSIVE
ALTER TABLE notes DISABLE TRIGGER USER

-- from: tablecmds.c AlterTableGetLockLevel, AT_EnableRule
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD NOTHING; ALTER TABLE notes DISABLE RULE r
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ENABLE RULE r

-- from: tablecmds.c AlterTableGetLockLevel, AT_EnableAlwaysRule
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD NOTHING
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ENABLE ALWAYS RULE r

-- from: tablecmds.c AlterTableGetLockLevel, AT_EnableReplicaRule
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD NOTHING
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ENABLE REPLICA RULE r

-- from: tablecmds.c AlterTableGetLockLevel, AT_AddOf; check_of_type keeps ACCESS SHARE on the type
-- given: CREATE TYPE shape AS (id int, body text, day int)
-- locks: notes ACCESS EXCLUSIVE; shape ACCESS SHARE
ALTER TABLE notes OF shape

-- from: tablecmds.c AlterTableGetLockLevel, AT_DropOf
-- given: CREATE TYPE shape AS (id int, body text, day int); ALTER TABLE notes OF shape
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes NOT OF

-- as: superuser
-- from: tablecmds.c AlterTableGetLockLevel, AT_GenericOptions
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE far (id int) SERVER s
-- locks: far ACCESS EXCLUSIVE
ALTER FOREIGN TABLE far OPTIONS (ADD a '1')

-- as: superuser
-- from: tablecmds.c AlterTableGetLockLevel, AT_AlterColumnGenericOptions
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE far (id int) SERVER s
-- locks: far ACCESS EXCLUSIVE
ALTER FOREIGN TABLE far ALTER COLUMN id OPTIONS (ADD a '1')
