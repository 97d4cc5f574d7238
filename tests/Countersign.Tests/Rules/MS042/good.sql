INSERT INTO dbo.totals (total) SELECT SUM(total) FROM dbo.orders;
