-- production: CREATE TABLE orders (name varchar(10));
-- size: orders 41 GB
ALTER TABLE orders ALTER name TYPE varchar(20);
