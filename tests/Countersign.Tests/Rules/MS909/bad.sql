INSERT INTO dbo.numbers (n) VALUES (1);
GO 5
