CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
UPDATE orders SET total = 0 WHERE total IS NULL;
DELETE FROM orders WHERE total < 0;
