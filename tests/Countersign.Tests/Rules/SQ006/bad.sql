CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT REFERENCES customers (id) ON DELETE CASCADE);
-- the change:
CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO customers_new SELECT id, name FROM customers;
DROP TABLE customers;
ALTER TABLE customers_new RENAME TO customers;
