UPDATE items SET price = 0 WHERE price IS NULL;
ALTER TABLE orders ADD COLUMN note text;
