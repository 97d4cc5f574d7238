ALTER TABLE orders ADD CONSTRAINT paid CHECK (total >= 0);
