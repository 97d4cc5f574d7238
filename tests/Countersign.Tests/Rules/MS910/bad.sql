DELETE FROM archive.dbo.orders WHERE id = 1;
