ALTER TABLE dbo.orders ADD channel varchar(20) NOT NULL;
