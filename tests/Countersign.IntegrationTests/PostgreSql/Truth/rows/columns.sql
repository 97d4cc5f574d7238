-- from: ALTER TABLE, Notes: a column without a default is added without touching the rows
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD COLUMN x int

-- from: ALTER TABLE, Notes: "with a non-volatile DEFAULT … evaluated at the time of the statement"
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD COLUMN x int DEFAULT 1

-- from: ALTER TABLE, Notes; now() is stable
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now()

-- from: tablecmds.c ATExecAddColumn: the missing value is checked once, not row by row
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD COLUMN x int NOT NULL DEFAULT 0

-- from: ALTER TABLE, Notes: "adding a column with a volatile DEFAULT … will require the entire table and its indexes to be rewritten"
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()

-- from: ALTER TABLE, Notes: a stored generated column rewrites
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (total * 2) STORED

-- from: ALTER TABLE, Notes: an identity column rewrites
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS IDENTITY

-- from: CREATE TABLE, serial is a default of nextval(), which is volatile
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x serial

-- from: tablecmds.c ATExecAddColumn: a domain with constraints rewrites, because they are checked row by row
-- given: CREATE DOMAIN small AS int CHECK (VALUE < 9)
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x small

-- since: 18
-- from: ALTER TABLE (18), Notes: "adding a virtual generated column never requires a rewrite"
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (total * 2) VIRTUAL

-- from: ALTER TABLE, Notes: "The DROP COLUMN form does not physically remove the column"
-- locks: orders ACCESS EXCLUSIVE
-- drops: table column public.orders.note
ALTER TABLE orders DROP COLUMN note

-- from: ALTER TABLE, DROP COLUMN: indexes of the column go too
-- locks: notes ACCESS EXCLUSIVE; early ACCESS EXCLUSIVE
-- drops: table column public.notes.day; index public.notes_day; view public.early
ALTER TABLE notes DROP COLUMN day CASCADE

-- from: tablecmds.c AlterTableGetLockLevel, AT_ColumnDefault
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 5

-- from: tablecmds.c AlterTableGetLockLevel, AT_ColumnDefault
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN placed DROP DEFAULT

-- from: ALTER TABLE, SET NOT NULL: "checked … by scanning the entire table"
-- locks: orders ACCESS EXCLUSIVE
-- scans: orders
ALTER TABLE orders ALTER COLUMN total SET NOT NULL

-- from: ALTER TABLE, SET NOT NULL: "if a valid CHECK constraint is found which proves no NULL can exist, then the table scan is skipped"
-- given: ALTER TABLE orders ADD CHECK (total IS NOT NULL)
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN total SET NOT NULL

-- from: tablecmds.c AlterTableGetLockLevel, AT_DropNotNull
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN placed DROP NOT NULL

-- from: ALTER TABLE, Notes; varchar_support of varchar.c: a longer limit needs no work
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)

-- from: ALTER TABLE, Notes: "changing the type of an existing column will normally cause the entire table and its indexes to be rewritten"
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ALTER COLUMN note TYPE varchar(5)

-- from: ALTER TABLE, Notes: "old type … binary coercible to the new type"
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN note TYPE text

-- from: ALTER TABLE, Notes; CREATE MATERIALIZED VIEW: what a view reads cannot change, so the view goes first
-- given: DROP MATERIALIZED VIEW sums
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ALTER COLUMN total TYPE bigint

-- from: ALTER TABLE, Notes: "if the USING clause does not change the column contents"; this one does
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ALTER COLUMN note TYPE varchar(10) USING upper(note)

-- from: tablecmds.c ATColumnChangeRequiresRewrite: timestamp to timestamptz is a relabelling while the time zone is UTC
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz

-- from: tablecmds.c ATPostAlterTypeCleanup: constraints of other tables that refer to the column are made anew under ACCESS EXCLUSIVE, and checked
-- given: DROP MATERIALIZED VIEW sums
-- locks: orders ACCESS EXCLUSIVE; items ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders; items
ALTER TABLE orders ALTER COLUMN id TYPE bigint

-- from: ALTER TABLE, SET STATISTICS: "acquires a SHARE UPDATE EXCLUSIVE lock"
-- locks: orders SHARE UPDATE EXCLUSIVE
ALTER TABLE orders ALTER COLUMN total SET STATISTICS 500

-- from: ALTER TABLE, SET ( attribute_option ): "acquires a SHARE UPDATE EXCLUSIVE lock"
-- locks: orders SHARE UPDATE EXCLUSIVE
ALTER TABLE orders ALTER COLUMN total SET (n_distinct = 5)

-- from: tablecmds.c AlterTableGetLockLevel, AT_ResetOptions
-- given: ALTER TABLE orders ALTER COLUMN total SET (n_distinct = 5)
-- locks: orders SHARE UPDATE EXCLUSIVE
ALTER TABLE orders ALTER COLUMN total RESET (n_distinct)

-- from: tablecmds.c AlterTableGetLockLevel, AT_SetStorage; only rows to come are stored so
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ALTER COLUMN body SET STORAGE EXTERNAL

-- from: tablecmds.c AlterTableGetLockLevel, AT_SetCompression; "does not … cause the table to be rewritten"
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ALTER COLUMN body SET COMPRESSION pglz

-- from: tablecmds.c AlterTableGetLockLevel, AT_AddIdentity
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY

-- from: tablecmds.c AlterTableGetLockLevel, AT_DropExpression: the values stay
-- given: CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a) STORED)
-- locks: g ACCESS EXCLUSIVE
ALTER TABLE g ALTER COLUMN b DROP EXPRESSION

-- from: tablecmds.c renameatt: AccessExclusiveLock; of the view over it, nothing
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders RENAME COLUMN note TO remark

-- from: ALTER TABLE, Notes: several changes are made in one pass
-- locks: orders ACCESS EXCLUSIVE
-- rewrites: orders
-- scans: orders
ALTER TABLE orders ADD COLUMN x int, ALTER COLUMN note TYPE varchar(5), ALTER COLUMN placed DROP DEFAULT
