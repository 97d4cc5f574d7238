-- the change:
CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT);
ALTER TABLE orders DROP COLUMN note;
