CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
INSERT OR REPLACE INTO orders (id, total) VALUES (1, 5);
