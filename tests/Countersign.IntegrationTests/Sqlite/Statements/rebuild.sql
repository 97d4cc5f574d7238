-- base: shop
-- expect 5 statements
-- expect q1: PRAGMA
-- expect q1 changes-session: changes the session: foreign keys are not enforced while the script runs; all are checked before it commits
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: CREATE TABLE
-- expect q2 creates: creates table customers_new
-- expect q2 undo: DROP TABLE "customers_new";
-- expect q3: INSERT
-- expect q3 writes-rows: inserts rows of customers_new
-- expect q3 reads: reads customers
-- expect q3 irreversible: the statement alone does not tell what the rows were before
-- expect q4: DROP TABLE
-- expect q4 drops: drops table customers
-- expect q4 destroys-data: destroys data of customers: drops it with all its rows
-- expect q4 irreversible: the rows of `customers` would be gone
-- expect q5: ALTER TABLE
-- expect q5 alters: alters customers_new: renames it to customers
-- expect q5 creates: creates table (by renaming) customers
-- expect q5 irreversible: what would undo it does not restore the schema as it was
PRAGMA foreign_keys = OFF;
CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE NOT NULL);
INSERT INTO customers_new SELECT id, name, email FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
