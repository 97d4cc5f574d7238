-- base: shop
-- expect 7 statements
-- expect q1: DROP INDEX
-- expect q1 drops: drops index orders_customer
-- expect q1 alters: alters orders: removes index orders_customer
-- expect q1 undo: CREATE INDEX orders_customer ON orders (customer_id);
-- expect q2: DROP VIEW
-- expect q2 drops: drops view big_orders
-- expect q2 drops: drops trigger big_orders_insert
-- expect q2 undo: CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 1000; CREATE TRIGGER big_orders_insert INSTEAD OF INSERT ON big_orders BEGIN   INSERT INTO orders (customer_id, total) VALUES (1, new.total); END;
-- expect q3: DROP TRIGGER
-- expect q3 drops: drops trigger orders_audit
-- expect q3 alters: alters orders: removes trigger orders_audit
-- expect q3 undo: CREATE TRIGGER orders_audit AFTER UPDATE OF total ON orders BEGIN   INSERT INTO audit VALUES (datetime('now'), 'order ' || new.id || '; total ' || new.total); END;
-- expect q4: DROP TABLE
-- expect q4 drops: drops table audit
-- expect q4 destroys-data: destroys data of audit: drops it with all its rows
-- expect q4 irreversible: the rows of `audit` would be gone
-- expect q5: DROP TABLE
-- expect q5 drops: drops table customers
-- expect q5 destroys-data: destroys data of customers: drops it with all its rows
-- expect q5 writes-rows: deletes rows of orders
-- expect q5 irreversible: the rows of `customers` would be gone
-- expect q6: DROP TABLE
-- expect q6 drops: drops table never_was
-- expect q6 destroys-data: destroys data of never_was: drops it with all its rows
-- expect q6 irreversible: the rows of `never_was` would be gone
-- expect q7: DROP INDEX
-- expect q7 drops: drops index never_was
-- expect q7 irreversible: index `never_was` is not in the schema that the scripts before this build
DROP INDEX orders_customer;
DROP VIEW big_orders;
DROP TRIGGER orders_audit;
DROP TABLE audit;
DROP TABLE customers;
DROP TABLE IF EXISTS never_was;
DROP INDEX IF EXISTS never_was;
