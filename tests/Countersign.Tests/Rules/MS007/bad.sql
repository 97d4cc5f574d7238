ALTER TABLE dbo.orders ADD CONSTRAINT uq_orders_number UNIQUE (number);
