-- base: shop
-- expect 12 statements
-- expect q1: INSERT
-- expect q1 writes-rows: inserts rows of customers
-- expect q1 reads: reads orders
-- expect q1 irreversible: the statement alone does not tell what the rows were before
-- expect q2: INSERT
-- expect q2 writes-rows: inserts rows of orders
-- expect q2 reads: reads customers
-- expect q2 irreversible: the statement alone does not tell what the rows were before
-- expect q3: INSERT
-- expect q3 writes-rows: inserts rows of big_orders
-- expect q3 runs-code: runs code: trigger big_orders_insert of big_orders fires
-- expect q3 writes-rows: inserts rows of orders
-- expect q3 reads: reads customers
-- expect q3 irreversible: the statement alone does not tell what the rows were before
-- expect q4: INSERT
-- expect q4 writes-rows: inserts rows of customers
-- expect q4 writes-rows: replaces rows of customers
-- expect q4 writes-rows: deletes rows of orders
-- expect q4 reads: reads orders
-- expect q4 irreversible: the statement alone does not tell what the rows were before
-- expect q5: REPLACE
-- expect q5 writes-rows: inserts rows of audit
-- expect q5 writes-rows: replaces rows of audit
-- expect q5 irreversible: the statement alone does not tell what the rows were before
-- expect q6: INSERT
-- expect q6 writes-rows: inserts rows of audit
-- expect q6 irreversible: the statement alone does not tell what the rows were before
-- expect q7: INSERT
-- expect q7 writes-rows: inserts rows of customers
-- expect q7 writes-rows: updates rows of customers
-- expect q7 irreversible: the statement alone does not tell what the rows were before
-- expect q8: INSERT
-- expect q8 writes-rows: inserts rows of audit
-- expect q8 irreversible: the statement alone does not tell what the rows were before
-- expect q9: INSERT
-- expect q9 writes-rows: inserts rows of notes
-- expect q9 irreversible: the statement alone does not tell what the rows were before
-- expect q10: INSERT
-- expect q10 writes-rows: inserts rows of audit
-- expect q10 reads: reads orders
-- expect q10 irreversible: the statement alone does not tell what the rows were before
-- expect q11: INSERT
-- expect q11 writes-rows: inserts rows of audit
-- expect q11 irreversible: the statement alone does not tell what the rows were before
-- expect q12: INSERT
-- expect q12 writes-rows: inserts rows of sqlite_sequence
-- expect q12 irreversible: the statement alone does not tell what the rows were before
INSERT INTO customers (id, name) VALUES (1, 'a;b'), (2, 'it''s');
INSERT INTO orders (customer_id) SELECT id FROM customers;
INSERT INTO big_orders (total) VALUES (2000);
INSERT OR REPLACE INTO customers (id, name) VALUES (1, 'c');
REPLACE INTO audit VALUES (1, 2);
INSERT OR IGNORE INTO audit VALUES (1, 2);
INSERT INTO customers (id, name) VALUES (1, 'd') ON CONFLICT (id) DO UPDATE SET name = excluded.name;
INSERT INTO audit DEFAULT VALUES RETURNING rowid;
INSERT INTO notes VALUES ('text');
WITH recent AS (SELECT id FROM orders) INSERT INTO audit SELECT id, 'x' FROM recent;
INSERT INTO 'audit' VALUES (1, '-- not a comment /* nor this');
INSERT INTO sqlite_sequence VALUES ('orders', 100);
