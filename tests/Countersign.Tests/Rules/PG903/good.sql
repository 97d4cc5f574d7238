INSERT INTO orders (id, total) VALUES (1, 17.50);
