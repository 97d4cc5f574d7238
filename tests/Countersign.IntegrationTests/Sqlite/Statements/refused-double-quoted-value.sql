-- base: shop
-- expect refused SQ109 at 3:57: SQLite cannot compile it: no such column: "x" - should this be a string literal in single-quotes?
INSERT INTO customers (id, name) VALUES (1, 'a;b'), (2, "x");
