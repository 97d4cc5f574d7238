-- production: CREATE TABLE orders (status text);
-- reversal: DROP INDEX orders_by_status;
CREATE INDEX orders_by_status ON orders (status);
