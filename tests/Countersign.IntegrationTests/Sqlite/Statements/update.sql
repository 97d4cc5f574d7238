-- base: shop
-- expect 7 statements
-- expect q1: UPDATE
-- expect q1 writes-rows: updates rows of orders
-- expect q1 runs-code: runs code: trigger orders_audit of orders fires
-- expect q1 writes-rows: inserts rows of audit
-- expect q1 irreversible: the statement alone does not tell what the rows were before
-- expect q2: UPDATE
-- expect q2 writes-rows: updates rows of orders
-- expect q2 irreversible: the statement alone does not tell what the rows were before
-- expect q3: UPDATE
-- expect q3 writes-rows: updates rows of customers
-- expect q3 reads: reads orders
-- expect q3 irreversible: the statement alone does not tell what the rows were before
-- expect q4: UPDATE
-- expect q4 writes-rows: updates rows of customers
-- expect q4 reads: reads orders
-- expect q4 irreversible: the statement alone does not tell what the rows were before
-- expect q5: UPDATE
-- expect q5 writes-rows: updates rows of orders
-- expect q5 reads: reads customers
-- expect q5 irreversible: the statement alone does not tell what the rows were before
-- expect q6: UPDATE
-- expect q6 writes-rows: updates rows of customers
-- expect q6 writes-rows: replaces rows of customers
-- expect q6 writes-rows: deletes rows of orders
-- expect q6 reads: reads orders
-- expect q6 irreversible: the statement alone does not tell what the rows were before
-- expect q7: UPDATE
-- expect q7 writes-rows: updates rows of audit
-- expect q7 irreversible: the statement alone does not tell what the rows were before
UPDATE orders SET total = 1 WHERE id = 1;
UPDATE orders SET note = 'x';
UPDATE customers SET id = 7 WHERE id = 1;
UPDATE customers SET name = lower(name) WHERE id IN (SELECT customer_id FROM orders);
UPDATE orders SET note = c.name FROM customers AS c WHERE c.id = orders.customer_id;
UPDATE OR REPLACE customers SET email = 'a' WHERE id = 1;
WITH x AS (SELECT 1 AS i) UPDATE audit SET at = (SELECT i FROM x) WHERE what = 'q';
