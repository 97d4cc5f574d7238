CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
UPDATE orders SET total = 1 WHERE id = 1;
