CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
PRAGMA foreign_keys = off;
DELETE FROM orders WHERE id = 1;
DROP TABLE orders;
