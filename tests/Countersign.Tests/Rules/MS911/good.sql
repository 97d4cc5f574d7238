DELETE FROM dbo.countersign WHERE id = 1;
