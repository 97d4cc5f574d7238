CREATE TABLE dbo.import_rows (line_no int NOT NULL CONSTRAINT pk_import_rows PRIMARY KEY, line nvarchar(400));
