-- the change:
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT);
CREATE INDEX orders_customer ON orders (customer);
