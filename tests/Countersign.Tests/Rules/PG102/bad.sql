-- production: CREATE TABLE orders (id bigint PRIMARY KEY);
-- production: CREATE TABLE items (order_id bigint REFERENCES orders ON DELETE CASCADE);
DELETE FROM orders WHERE id = 1;
