-- base: shop
-- expect 8 statements
-- expect q1: DELETE
-- expect q1 writes-rows: deletes rows of audit
-- expect q1 destroys-data: destroys data of audit: deletes every row
-- expect q1 irreversible: the statement alone does not tell what the rows were before
-- expect q2: DELETE
-- expect q2 writes-rows: deletes rows of audit
-- expect q2 destroys-data: destroys data of audit: deletes every row
-- expect q2 irreversible: the statement alone does not tell what the rows were before
-- expect q3: DELETE
-- expect q3 writes-rows: deletes rows of audit
-- expect q3 destroys-data: destroys data of audit: deletes every row
-- expect q3 irreversible: the statement alone does not tell what the rows were before
-- expect q4: DELETE
-- expect q4 writes-rows: deletes rows of audit
-- expect q4 irreversible: the statement alone does not tell what the rows were before
-- expect q5: DELETE
-- expect q5 writes-rows: deletes rows of customers
-- expect q5 writes-rows: deletes rows of orders
-- expect q5 reads: reads orders
-- expect q5 irreversible: the statement alone does not tell what the rows were before
-- expect q6: DELETE
-- expect q6 writes-rows: deletes rows of audit
-- expect q6 destroys-data: destroys data of audit: deletes every row
-- expect q6 irreversible: the statement alone does not tell what the rows were before
-- expect q7: DELETE
-- expect q7 writes-rows: deletes rows of orders
-- expect q7 reads: reads big_orders
-- expect q7 reads: reads customers
-- expect q7 irreversible: the statement alone does not tell what the rows were before
-- expect q8: DELETE
-- expect q8 writes-rows: deletes rows of notes
-- expect q8 irreversible: the statement alone does not tell what the rows were before
DELETE FROM audit;
DELETE FROM audit WHERE 1;
DELETE FROM audit WHERE true AND 1 = 1 RETURNING at;
DELETE FROM audit WHERE what = 'a';
DELETE FROM customers WHERE id = 1;
WITH x AS (SELECT 1 AS i WHERE 0) DELETE FROM audit;
DELETE FROM orders WHERE id IN (SELECT id FROM big_orders);
DELETE FROM notes WHERE notes MATCH 'a';
