TRUNCATE TABLE dbo.import_rows;
