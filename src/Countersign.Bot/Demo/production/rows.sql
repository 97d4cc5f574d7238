INSERT INTO customer SELECT i, 'customer' || i || '@example.com', 'Customer ' || i, DATE '2024-01-01' + i % 700 FROM generate_series(1, 20000) AS i;
INSERT INTO product VALUES (1, 'TEA-1', 'Green tea', 498), (2, 'CUP-1', 'Tea cup', 1298), (3, 'POT-1', 'Tea pot', 3900);
INSERT INTO customer_order SELECT i, 1 + i % 20000, DATE '2024-11-01' + i % 700, CASE WHEN i % 5 = 0 THEN 'abandoned' ELSE 'open' END FROM generate_series(1, 60000) AS i;
INSERT INTO order_line SELECT i, 1 + i % 3, 1 + i % 4 FROM generate_series(1, 60000) AS i;
INSERT INTO legacy_import SELECT i, 'a line of the old importer' FROM generate_series(1, 5000) AS i;
ANALYZE customer, product, customer_order, order_line, legacy_import, staff_permission;
