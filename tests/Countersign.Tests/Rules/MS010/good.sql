ALTER TABLE dbo.orders ADD channel varchar(20) NOT NULL CONSTRAINT df_orders_channel DEFAULT 'web';
