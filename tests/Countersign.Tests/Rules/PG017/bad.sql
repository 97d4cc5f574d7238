ALTER TABLE orders ADD COLUMN note text;
UPDATE items SET price = 0 WHERE price IS NULL;
