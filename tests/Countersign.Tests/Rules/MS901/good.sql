CREATE TABLE dbo.orders (id int NOT NULL, total int);
