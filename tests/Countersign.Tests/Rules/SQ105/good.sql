CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
CREATE TABLE orders_before AS SELECT id FROM orders;
DROP TABLE orders_before;
