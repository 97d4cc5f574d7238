ALTER TABLE dbo.orders ALTER COLUMN total decimal(19, 4) NOT NULL WITH (ONLINE = ON);
