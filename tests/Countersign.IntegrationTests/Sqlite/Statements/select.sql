-- base: shop
-- expect 9 statements
-- expect q1: SELECT
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: SELECT
-- expect q2 reads: reads orders
-- expect q2 reads: reads customers
-- expect q2 irreversible: it changes nothing that could be undone
-- expect q3: SELECT
-- expect q3 reads: reads orders
-- expect q3 reads: reads big_orders
-- expect q3 irreversible: it changes nothing that could be undone
-- expect q4: SELECT
-- expect q4 irreversible: it changes nothing that could be undone
-- expect q5: SELECT
-- expect q5 irreversible: it changes nothing that could be undone
-- expect q6: EXPLAIN
-- expect q6 reads: reads customers
-- expect q6 irreversible: it changes nothing that could be undone
-- expect q7: EXPLAIN
-- expect q7 reads: reads orders
-- expect q7 irreversible: it changes nothing that could be undone
-- expect q8: SELECT
-- expect q8 reads: reads pragma_table_info
-- expect q8 irreversible: it changes nothing that could be undone
-- expect q9: SELECT
-- expect q9 reads: reads notes
-- expect q9 irreversible: it changes nothing that could be undone
SELECT 1;
SELECT * FROM orders JOIN customers ON customers.id = orders.customer_id;
SELECT total FROM big_orders;
VALUES (1), (2);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n;
EXPLAIN DELETE FROM orders;
EXPLAIN QUERY PLAN SELECT count(*) FROM orders;
SELECT * FROM pragma_table_info('orders');
SELECT * FROM notes WHERE notes MATCH 'x'
