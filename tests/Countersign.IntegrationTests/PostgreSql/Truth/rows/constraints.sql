-- from: ALTER TABLE, ADD table_constraint: a CHECK is ACCESS EXCLUSIVE and verified by a scan
-- locks: orders ACCESS EXCLUSIVE
-- scans: orders
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0)

-- from: ALTER TABLE, NOT VALID: "the potentially-lengthy initial check … is skipped"
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID

-- from: ALTER TABLE, VALIDATE CONSTRAINT: "acquires a SHARE UPDATE EXCLUSIVE lock" and scans
-- given: ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID
-- locks: orders SHARE UPDATE EXCLUSIVE
-- scans: orders
ALTER TABLE orders VALIDATE CONSTRAINT c

-- from: ALTER TABLE, ADD table_constraint: a foreign key is SHARE ROW EXCLUSIVE on both; ri_triggers.c RI_Initial_Check reads both by one query
-- locks: notes SHARE ROW EXCLUSIVE; orders SHARE ROW EXCLUSIVE
-- scans: notes; orders?
ALTER TABLE notes ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES orders

-- from: ALTER TABLE, NOT VALID
-- locks: notes SHARE ROW EXCLUSIVE; orders SHARE ROW EXCLUSIVE
ALTER TABLE notes ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES orders NOT VALID

-- from: ALTER TABLE, VALIDATE CONSTRAINT: "if the constraint is a foreign key then a ROW SHARE lock is also required on the table referenced"
-- given: ALTER TABLE notes ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES orders NOT VALID
-- locks: notes SHARE UPDATE EXCLUSIVE; orders ROW SHARE
-- scans: notes
ALTER TABLE notes VALIDATE CONSTRAINT f

-- from: tablecmds.c ATExecDropConstraint: "must drop triggers on the referenced table", ACCESS EXCLUSIVE there too
-- locks: items ACCESS EXCLUSIVE; orders ACCESS EXCLUSIVE
-- drops: table constraint items_order on public.items
ALTER TABLE items DROP CONSTRAINT items_order

-- from: tablecmds.c AlterTableGetLockLevel, AT_DropConstraint
-- given: ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0)
-- locks: orders ACCESS EXCLUSIVE
-- drops: table constraint c on public.orders
ALTER TABLE orders DROP CONSTRAINT c

-- from: ALTER TABLE, DROP CONSTRAINT: the foreign keys that need a primary key go with CASCADE
-- locks: orders ACCESS EXCLUSIVE; items ACCESS EXCLUSIVE
-- drops: table constraint orders_pkey on public.orders; table constraint items_order on public.items
ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE

-- from: tablecmds.c AlterTableGetLockLevel, CONSTR_PRIMARY; an index is built and NOT NULL is checked
-- locks: notes ACCESS EXCLUSIVE
-- scans: notes
ALTER TABLE notes ADD PRIMARY KEY (id)

-- from: tablecmds.c AlterTableGetLockLevel, CONSTR_UNIQUE; an index is built
-- locks: notes ACCESS EXCLUSIVE
-- scans: notes
ALTER TABLE notes ADD CONSTRAINT u UNIQUE (id)

-- from: tablecmds.c AlterTableGetLockLevel, CONSTR_EXCLUSION; an index is built
-- locks: notes ACCESS EXCLUSIVE
-- scans: notes
ALTER TABLE notes ADD CONSTRAINT e EXCLUDE USING btree (id WITH =)

-- from: ALTER TABLE, ADD table_constraint_using_index: the index is there already
-- given: CREATE UNIQUE INDEX u ON notes (id)
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ADD CONSTRAINT u UNIQUE USING INDEX u

-- from: ALTER TABLE, ADD table_constraint_using_index: PRIMARY KEY does SET NOT NULL first, "requires a full table scan"
-- given: CREATE UNIQUE INDEX u ON notes (id)
-- locks: notes ACCESS EXCLUSIVE
-- scans: notes
ALTER TABLE notes ADD CONSTRAINT u PRIMARY KEY USING INDEX u

-- from: ALTER TABLE, ADD table_constraint_using_index: with NOT NULL there is nothing to check
-- given: CREATE UNIQUE INDEX u ON notes (id); ALTER TABLE notes ALTER id SET NOT NULL
-- locks: notes ACCESS EXCLUSIVE
ALTER TABLE notes ADD CONSTRAINT u PRIMARY KEY USING INDEX u

-- from: tablecmds.c AlterTableGetLockLevel, AT_AlterConstraint
-- locks: items ACCESS EXCLUSIVE
ALTER TABLE items ALTER CONSTRAINT items_order DEFERRABLE

-- from: tablecmds.c rename_constraint_internal: AccessExclusiveLock
-- locks: items ACCESS EXCLUSIVE
ALTER TABLE items RENAME CONSTRAINT items_order TO o

-- since: 18
-- from: ALTER TABLE (18), ADD table_constraint: NOT NULL … NOT VALID is not checked
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID

-- since: 18
-- from: ALTER TABLE (18), VALIDATE CONSTRAINT
-- given: ALTER TABLE orders ADD CONSTRAINT n NOT NULL total NOT VALID
-- locks: orders SHARE UPDATE EXCLUSIVE
-- scans: orders
ALTER TABLE orders VALIDATE CONSTRAINT n

-- since: 18
-- from: ALTER TABLE (18), NOT ENFORCED: "the database system will not check the constraint"
-- locks: orders ACCESS EXCLUSIVE
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT ENFORCED

-- from: typecmds.c validateDomainConstraint: ShareLock on every table that uses the domain; each is scanned
-- given: CREATE DOMAIN amount AS int; CREATE TABLE bills (a amount); INSERT INTO bills VALUES (1)
-- locks: bills SHARE
-- scans: bills
ALTER DOMAIN amount ADD CONSTRAINT c CHECK (VALUE > 0)

-- from: ALTER DOMAIN, NOT VALID
-- given: CREATE DOMAIN amount AS int; CREATE TABLE bills (a amount); INSERT INTO bills VALUES (1)
ALTER DOMAIN amount ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID

-- from: typecmds.c AlterDomainNotNull: ShareLock on every table that uses the domain; each is scanned
-- given: CREATE DOMAIN amount AS int; CREATE TABLE bills (a amount); INSERT INTO bills VALUES (1)
-- locks: bills SHARE
-- scans: bills
ALTER DOMAIN amount SET NOT NULL
