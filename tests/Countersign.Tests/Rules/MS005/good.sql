ALTER TABLE dbo.orders WITH NOCHECK ADD CONSTRAINT ck_orders_total CHECK (total >= 0);
