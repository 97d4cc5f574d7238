CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
DELETE FROM orders WHERE id = 1;
