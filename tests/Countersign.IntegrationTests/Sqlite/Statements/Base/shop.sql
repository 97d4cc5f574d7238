-- The schema that most fixtures start from.
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  total INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0),
  note TEXT
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE TABLE audit (at TEXT, what TEXT);
CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 1000;
CREATE TRIGGER orders_audit AFTER UPDATE OF total ON orders BEGIN
  INSERT INTO audit VALUES (datetime('now'), 'order ' || new.id || '; total ' || new.total);
END;
CREATE TRIGGER big_orders_insert INSTEAD OF INSERT ON big_orders BEGIN
  INSERT INTO orders (customer_id, total) VALUES (1, new.total);
END;
CREATE TABLE legacy (a, b, c);
CREATE VIRTUAL TABLE notes USING fts5 (body);
