ALTER TABLE orders ADD COLUMN amount numeric;
