DECLARE @sql nvarchar(max) = N'DROP TABLE ' + QUOTENAME(@@SERVERNAME);
EXECUTE (@sql);
