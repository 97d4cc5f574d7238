ALTER TABLE dbo.orders CHECK CONSTRAINT ck_orders_total;
