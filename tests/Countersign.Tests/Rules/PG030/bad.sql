ALTER TABLE orders ADD COLUMN extra json;
