ALTER TABLE dbo.orders ADD token uniqueidentifier NOT NULL CONSTRAINT df_orders_token DEFAULT NEWID();
