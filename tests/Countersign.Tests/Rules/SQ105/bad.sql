CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
CREATE TEMP TABLE orders AS SELECT 1 AS id;
