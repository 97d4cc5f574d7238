CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, total INT, note TEXT);
-- the change:
ALTER TABLE orders RENAME COLUMN note TO remark;
