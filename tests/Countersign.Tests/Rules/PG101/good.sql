-- production: CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
ALTER TABLE orders DROP COLUMN total;
