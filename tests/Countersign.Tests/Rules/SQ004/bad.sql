CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
UPDATE orders SET total = 0;
DELETE FROM orders WHERE 1 = 1;
