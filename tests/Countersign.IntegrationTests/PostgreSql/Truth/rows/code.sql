-- from: CREATE TRIGGER; 13.3.1, SHARE ROW EXCLUSIVE: CREATE TRIGGER
-- locks: notes SHARE ROW EXCLUSIVE
CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()

-- from: trigger.c RemoveTriggerById: AccessExclusiveLock
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes ACCESS EXCLUSIVE
-- drops: trigger t on public.notes
DROP TRIGGER t ON notes

-- from: trigger.c renametrig: AccessExclusiveLock
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes ACCESS EXCLUSIVE
ALTER TRIGGER t ON notes RENAME TO u

-- from: DROP FUNCTION, CASCADE: the triggers that call it go, under ACCESS EXCLUSIVE on their tables
-- given: CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION noted()
-- locks: notes ACCESS EXCLUSIVE
-- drops: function public.noted(); trigger t on public.notes
DROP FUNCTION noted() CASCADE

-- from: rewriteDefine.c DefineQueryRewrite: AccessExclusiveLock
-- locks: notes ACCESS EXCLUSIVE; log ROW EXCLUSIVE?
CREATE RULE r AS ON DELETE TO notes DO ALSO INSERT INTO log VALUES ('gone')

-- from: rewriteRemove.c RemoveRewriteRuleById: AccessExclusiveLock
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD NOTHING
-- locks: notes ACCESS EXCLUSIVE
-- drops: rule r on public.notes
DROP RULE r ON notes

-- from: tablecmds.c AlterTableGetLockLevel, AT_DisableRule
-- given: CREATE RULE r AS ON DELETE TO notes DO INSTEAD NOTHING
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes DISABLE RULE r

-- from: policy.c CreatePolicy: AccessExclusiveLock
-- locks: notes ACCESS EXCLUSIVE
CREATE POLICY p ON notes USING (id > 1)

-- from: policy.c AlterPolicy: AccessExclusiveLock
-- given: CREATE POLICY p ON notes USING (id > 1)
-- locks: notes ACCESS EXCLUSIVE
ALTER POLICY p ON notes USING (id > 2)

-- from: policy.c RemovePolicyById: AccessExclusiveLock
-- given: CREATE POLICY p ON notes USING (id > 1)
-- locks: notes ACCESS EXCLUSIVE
-- drops: policy p on public.notes
DROP POLICY p ON notes

-- from: CREATE VIEW; parse analysis reads the tables
-- locks: orders ACCESS SHARE
CREATE VIEW late AS SELECT id FROM orders

-- from: view.c DefineVirtualRelation: AccessExclusiveLock on the view that is replaced
-- locks: early ACCESS EXCLUSIVE; notes ACCESS SHARE
CREATE OR REPLACE VIEW early AS SELECT id, body FROM notes WHERE day < 5

-- from: tablecmds.c RenameRelation: AccessExclusiveLock
-- locks: first ACCESS EXCLUSIVE
ALTER VIEW early RENAME TO first

-- from: DROP VIEW; the tables below it are not locked
-- locks: early ACCESS EXCLUSIVE
-- drops: view public.early
DROP VIEW early

-- from: CREATE MATERIALIZED VIEW
-- locks: notes ACCESS SHARE
-- rows: many +2
CREATE MATERIALIZED VIEW many AS SELECT id FROM notes

-- from: REFRESH MATERIALIZED VIEW: ACCESS EXCLUSIVE (13.3.1), "completely replaces the contents"; matview.c counts its rows as inserted
-- locks: sums ACCESS EXCLUSIVE; orders ACCESS SHARE
-- rewrites: sums
-- rows: sums +2
-- scans: sums?
REFRESH MATERIALIZED VIEW sums

-- from: REFRESH MATERIALIZED VIEW, CONCURRENTLY; 13.3.1: EXCLUSIVE; matview.c refresh_by_match_merge joins it in full with the new rows
-- given: UPDATE orders SET total = 5 WHERE id = 1
-- locks: sums EXCLUSIVE; orders ACCESS SHARE
-- rows: sums +1 -1
-- scans: sums?
REFRESH MATERIALIZED VIEW CONCURRENTLY sums

-- from: DROP MATERIALIZED VIEW
-- locks: sums ACCESS EXCLUSIVE
-- drops: materialized view public.sums; index public.sums_id
DROP MATERIALIZED VIEW sums

-- from: CREATE FUNCTION touches no table
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'

-- from: ALTER FUNCTION
ALTER FUNCTION purge() SECURITY DEFINER

-- as: superuser
-- from: ALTER FUNCTION, DEPENDS ON EXTENSION
ALTER FUNCTION purge() DEPENDS ON EXTENSION plpgsql

-- from: DROP FUNCTION
-- drops: function public.purge()
DROP FUNCTION purge()

-- from: CREATE TYPE
CREATE TYPE colour AS ENUM ('red')

-- from: CREATE TYPE
CREATE TYPE pair AS (a int, b int)

-- from: CREATE TYPE
CREATE TYPE span AS RANGE (SUBTYPE = int)

-- from: CREATE DOMAIN
CREATE DOMAIN amount AS int CHECK (VALUE > 0)

-- from: ALTER TYPE, ADD VALUE; columns of the type are not touched
-- given: ALTER TABLE orders ADD COLUMN m mood
ALTER TYPE mood ADD VALUE 'glad'

-- from: tablecmds.c ATTypedTableRecursion: with CASCADE the tables of the type are altered as by ADD COLUMN
-- given: CREATE TYPE pair AS (a int); CREATE TABLE pairs OF pair
-- locks: pairs ACCESS EXCLUSIVE; pair ACCESS EXCLUSIVE
ALTER TYPE pair ADD ATTRIBUTE b int CASCADE

-- from: DROP TYPE
-- drops: type public.mood
DROP TYPE mood

-- from: DROP TYPE, CASCADE: columns of the type go
-- given: ALTER TABLE orders ADD COLUMN m mood
-- locks: orders ACCESS EXCLUSIVE
-- drops: type public.mood; table column public.orders.m
DROP TYPE mood CASCADE

-- as: superuser
-- from: ALTER TYPE, SET ( property )
-- given: CREATE TYPE peso; CREATE FUNCTION peso_in(cstring) RETURNS peso LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION peso_out(peso) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE TYPE peso (INPUT = peso_in, OUTPUT = peso_out, LIKE = int)
ALTER TYPE peso SET (STORAGE = plain)

-- from: CREATE SEQUENCE
CREATE SEQUENCE more

-- from: sequence.c AlterSequence: ShareRowExclusiveLock; any option makes the relation anew (need_seq_rewrite)
-- locks: numbers SHARE ROW EXCLUSIVE
-- rewrites: numbers
-- moves: numbers?
ALTER SEQUENCE numbers RESTART WITH 50

-- from: DROP SEQUENCE
-- locks: numbers ACCESS EXCLUSIVE
-- drops: sequence public.numbers
DROP SEQUENCE numbers

-- from: CREATE SCHEMA with elements runs them
-- first: GRANT CREATE ON DATABASE %database% TO writer
-- locks: orders SHARE ROW EXCLUSIVE
CREATE SCHEMA more CREATE TABLE t (o int REFERENCES public.orders)

-- from: DROP SCHEMA, CASCADE
-- first: CREATE SCHEMA archive AUTHORIZATION writer
-- given: CREATE TABLE archive.old (o int REFERENCES orders); CREATE VIEW v AS SELECT * FROM archive.old
-- locks: archive.old ACCESS EXCLUSIVE; orders ACCESS EXCLUSIVE; v ACCESS EXCLUSIVE
-- drops: schema archive; table archive.old; view public.v
DROP SCHEMA archive CASCADE

-- from: CREATE EXTENSION
CREATE EXTENSION IF NOT EXISTS plpgsql

-- as: superuser
-- from: ALTER EXTENSION, ADD
ALTER EXTENSION plpgsql ADD FUNCTION purge()

-- as: superuser
-- from: ALTER EXTENSION, UPDATE
ALTER EXTENSION plpgsql UPDATE

-- as: superuser
-- from: CREATE CAST
CREATE CAST (mood AS int) WITH INOUT

-- as: superuser
-- from: CREATE TRANSFORM
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal))

-- as: superuser
-- from: CREATE OPERATOR CLASS
CREATE OPERATOR CLASS ints FOR TYPE int USING btree AS STORAGE int

-- as: superuser
-- from: CREATE OPERATOR FAMILY
CREATE OPERATOR FAMILY ints USING btree

-- as: superuser
-- from: ALTER OPERATOR FAMILY
-- given: CREATE OPERATOR FAMILY ints USING btree
ALTER OPERATOR FAMILY ints USING btree ADD OPERATOR 1 < (int, int)

-- from: CREATE OPERATOR
-- given: CREATE FUNCTION same(mood, mood) RETURNS boolean LANGUAGE sql AS 'SELECT true'
CREATE OPERATOR === (LEFTARG = mood, RIGHTARG = mood, FUNCTION = same)

-- from: ALTER OPERATOR
-- given: CREATE FUNCTION same(mood, mood) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE OPERATOR === (LEFTARG = mood, RIGHTARG = mood, FUNCTION = same)
ALTER OPERATOR === (mood, mood) SET (RESTRICT = NONE)

-- as: superuser
-- from: CREATE ACCESS METHOD
CREATE ACCESS METHOD heaps TYPE TABLE HANDLER heap_tableam_handler

-- as: superuser
-- from: CREATE LANGUAGE
CREATE LANGUAGE other HANDLER plpgsql_call_handler

-- as: superuser
-- from: CREATE CONVERSION
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8

-- from: CREATE COLLATION
CREATE COLLATION c FROM "C"

-- from: ALTER COLLATION, REFRESH VERSION
-- given: CREATE COLLATION c FROM "C"
ALTER COLLATION c REFRESH VERSION

-- from: ALTER TEXT SEARCH DICTIONARY
-- given: CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)
ALTER TEXT SEARCH DICTIONARY d (accept = false)

-- from: ALTER TEXT SEARCH CONFIGURATION
-- given: CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)
ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR word

-- as: superuser
-- from: CREATE EVENT TRIGGER
-- given: CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'
CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION watch()

-- as: superuser
-- from: ALTER EVENT TRIGGER
-- given: CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION watch()
ALTER EVENT TRIGGER e DISABLE

-- as: superuser
-- from: LOAD
LOAD 'plpgsql'
