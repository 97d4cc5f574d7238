EXECUTE sp_rename N'dbo.orders.customer', N'customer_id', N'COLUMN';
