ALTER TABLE orders ADD COLUMN added timestamptz DEFAULT now();
