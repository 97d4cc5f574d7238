-- production: CREATE TABLE orders (id bigint PRIMARY KEY);
-- production: CREATE TABLE items (order_id bigint);
DELETE FROM orders WHERE id = 1;
