-- base: shop
-- expect 2 statements
-- expect q1: PRAGMA
-- expect q1 changes-session: changes the session: foreign keys are checked only when the script commits
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: DELETE
-- expect q2 writes-rows: deletes rows of customers
-- expect q2 writes-rows: deletes rows of orders
-- expect q2 reads: reads orders
-- expect q2 irreversible: the statement alone does not tell what the rows were before
PRAGMA defer_foreign_keys = on;
DELETE FROM customers WHERE id = 3;
