DELETE TOP (1000) FROM dbo.import_rows;
