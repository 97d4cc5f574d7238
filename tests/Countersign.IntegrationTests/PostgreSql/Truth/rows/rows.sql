-- from: 13.3.1, ACCESS SHARE: SELECT
-- locks: orders ACCESS SHARE
SELECT * FROM orders

-- from: 13.3.1, ROW SHARE: SELECT FOR UPDATE
-- locks: orders ROW SHARE
SELECT * FROM orders FOR UPDATE

-- from: CREATE VIEW; a view is expanded, and both are locked
-- locks: early ACCESS SHARE; notes ACCESS SHARE
SELECT * FROM early

-- from: 13.3.1, ROW EXCLUSIVE: INSERT
-- locks: orders ROW EXCLUSIVE
-- rows: orders +1
INSERT INTO orders VALUES (3, 30)

-- from: ri_triggers.c RI_FKey_check: SELECT … FOR KEY SHARE on the referenced table
-- locks: items ROW EXCLUSIVE; orders ROW SHARE
-- rows: items +1
INSERT INTO items VALUES (4, 1)

-- from: INSERT, ON CONFLICT DO UPDATE
-- locks: orders ROW EXCLUSIVE
-- rows: orders +1 ~1
INSERT INTO orders VALUES (1, 11), (3, 30) ON CONFLICT (id) DO UPDATE SET total = excluded.total

-- from: CREATE TABLE; a row is sent on to its partition
-- locks: days ROW EXCLUSIVE; days_low ROW EXCLUSIVE
-- rows: days_low +1
INSERT INTO days VALUES (2, 2)

-- from: 13.3.1, ROW EXCLUSIVE: UPDATE
-- locks: notes ROW EXCLUSIVE
-- rows: notes ~2
UPDATE notes SET body = 'c'

-- from: ri_triggers.c ri_restrict: SELECT … FOR KEY SHARE on the referring table when a referenced key changes
-- locks: orders ROW EXCLUSIVE; items ROW SHARE
-- given: DELETE FROM items
-- rows: orders ~2
UPDATE orders SET id = id + 10

-- from: CREATE VIEW, Updatable Views
-- locks: early ROW EXCLUSIVE; notes ROW EXCLUSIVE
-- rows: notes ~2
UPDATE early SET body = 'c'

-- from: 13.3.1, ROW EXCLUSIVE: DELETE; CREATE TABLE, ON DELETE CASCADE
-- locks: orders ROW EXCLUSIVE; items ROW EXCLUSIVE
-- rows: orders -2; items -3
DELETE FROM orders

-- from: CREATE TABLE, ON DELETE SET NULL
-- given: ALTER TABLE items DROP CONSTRAINT items_order, ADD FOREIGN KEY (order_id) REFERENCES orders ON DELETE SET NULL
-- locks: orders ROW EXCLUSIVE; items ROW EXCLUSIVE
-- rows: orders -1; items ~2
DELETE FROM orders WHERE id = 1

-- from: CREATE TRIGGER; what the trigger writes belongs to the statement
-- given: CREATE TRIGGER t AFTER DELETE ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes ROW EXCLUSIVE; log ROW EXCLUSIVE
-- rows: notes -2; log +2
DELETE FROM notes

-- from: CREATE RULE, INSTEAD
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD INSERT INTO log VALUES ('no')
-- locks: notes ROW EXCLUSIVE; log ROW EXCLUSIVE
-- rows: log +1
DELETE FROM notes WHERE false OR true

-- from: MERGE; a deleted row cascades as with DELETE
-- locks: orders ROW EXCLUSIVE; notes ACCESS SHARE; items ROW EXCLUSIVE
-- rows: orders ~1 -1; items -1
MERGE INTO orders o USING notes n ON n.id = o.id WHEN MATCHED AND n.id = 1 THEN UPDATE SET total = 0 WHEN MATCHED THEN DELETE

-- from: 7.8.4, Data-Modifying Statements in WITH
-- locks: notes ROW EXCLUSIVE; log ROW EXCLUSIVE
-- rows: notes -2; log +2
WITH gone AS (DELETE FROM notes RETURNING body) INSERT INTO log SELECT body FROM gone

-- from: SELECT; a function may write
-- locks: notes ROW EXCLUSIVE
-- rows: notes -2
SELECT purge()

-- as: superuser
-- from: COPY; 13.3.1: ROW EXCLUSIVE
-- locks: notes ROW EXCLUSIVE
COPY notes FROM '/dev/null'

-- as: superuser
-- from: COPY; 13.3.1: ACCESS SHARE
-- locks: notes ACCESS SHARE
COPY notes TO '/dev/null'

-- from: sequence.c init_sequence: RowExclusiveLock
-- locks: numbers ROW EXCLUSIVE
-- moves: numbers
SELECT nextval('numbers')

-- from: sequence.c do_setval, init_sequence: RowExclusiveLock
-- locks: numbers ROW EXCLUSIVE
-- moves: numbers
SELECT setval('numbers', 99)

-- from: DO, dynamic SQL runs as if written
-- given: DROP MATERIALIZED VIEW sums
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN total TYPE bigint'; END $$

-- from: DO, dynamic SQL over the catalogue
-- locks: items ACCESS EXCLUSIVE; orders ACCESS EXCLUSIVE; notes ACCESS EXCLUSIVE; early ACCESS EXCLUSIVE
-- drops: table public.items; table public.notes; view public.early
DO $$ DECLARE t text; BEGIN FOR t IN SELECT relname FROM pg_class WHERE relname IN ('items', 'notes') LOOP EXECUTE format('DROP TABLE %I CASCADE', t); END LOOP; END $$

-- from: TRUNCATE in dynamic SQL: "does not actually scan the tables"
-- locks: notes ACCESS EXCLUSIVE
-- rewrites: notes
DO $$ BEGIN EXECUTE 'TRUNCATE ' || 'notes'; END $$

-- from: DO with handlers: what a failed block did is undone, and its locks are "released immediately if the savepoint is rolled back to" (13.3)
-- rows: log +1
-- locks: log ROW EXCLUSIVE
DO $$ BEGIN BEGIN DELETE FROM notes; RAISE EXCEPTION 'no'; EXCEPTION WHEN OTHERS THEN INSERT INTO log VALUES ('kept'); END; END $$

-- from: CALL
-- given: CREATE PROCEDURE sweep() LANGUAGE sql AS 'DELETE FROM notes'
-- locks: notes ROW EXCLUSIVE
-- rows: notes -2
CALL sweep()

-- from: EXECUTE runs what was prepared
-- given: PREPARE p AS DELETE FROM notes
-- locks: notes ROW EXCLUSIVE
-- rows: notes -2
EXECUTE p

-- from: PREPARE parses and plans nothing that changes rows; parse analysis locks what it names
-- locks: notes ROW EXCLUSIVE
-- leaves: prepared statement p
PREPARE p AS DELETE FROM notes

-- from: EXPLAIN, ANALYZE: "the statement is actually executed"
-- locks: notes ROW EXCLUSIVE
-- rows: notes -2
EXPLAIN (ANALYZE, COSTS off) DELETE FROM notes

-- from: EXPLAIN plans only
-- locks: notes ROW EXCLUSIVE
EXPLAIN DELETE FROM notes

-- from: DECLARE
-- locks: notes ACCESS SHARE
-- leaves: cursor c
DECLARE c CURSOR WITH HOLD FOR SELECT * FROM notes

-- from: FETCH; the rows of a cursor WITH HOLD were copied when its transaction ended
-- given: DECLARE c CURSOR WITH HOLD FOR SELECT * FROM notes
FETCH ALL FROM c

-- from: CLOSE
-- given: DECLARE c CURSOR WITH HOLD FOR SELECT * FROM notes
-- leaves: no cursor c
CLOSE c

-- from: DEALLOCATE
-- given: PREPARE p AS DELETE FROM notes
-- leaves: no prepared statement p
DEALLOCATE p
