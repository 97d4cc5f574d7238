CREATE TABLE dbo.import_rows (line nvarchar(400));
