ALTER TABLE dbo.orders ADD token uniqueidentifier NULL;
