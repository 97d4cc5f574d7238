-- production: CREATE TABLE orders (id integer PRIMARY KEY);
-- size: orders 41 GB
ALTER TABLE orders ALTER id TYPE bigint;
