DELETE FROM dbo.orders WHERE id = 1;
DROP TABLE tempdb..#rows;
