ALTER TABLE dbo.orders DROP COLUMN legacy_code;
GO
DROP TABLE dbo.orders_old;
