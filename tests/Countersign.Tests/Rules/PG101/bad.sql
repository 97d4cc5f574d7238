-- production: CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders DROP COLUMN total;
