ALTER TABLE orders ADD CONSTRAINT orders_key UNIQUE USING INDEX orders_number;
