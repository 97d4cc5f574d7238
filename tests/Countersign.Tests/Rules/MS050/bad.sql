INSERT INTO dbo.orders (status) VALUES ('open');
INSERT INTO dbo.order_lines (order_id) VALUES (@@IDENTITY);
