ALTER TABLE dbo.orders WITH CHECK CHECK CONSTRAINT ck_orders_total;
