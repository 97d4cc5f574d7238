CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
CREATE INDEX orders_customer ON orders (customer);
