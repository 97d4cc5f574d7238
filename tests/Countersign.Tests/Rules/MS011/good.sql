ALTER TABLE dbo.orders DROP CONSTRAINT ck_orders_total;
