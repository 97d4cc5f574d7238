CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
ALTER TABLE orders ADD COLUMN remark TEXT;
UPDATE orders SET remark = note WHERE note IS NOT NULL;
