EXECUTE dbo.archive_orders @before = '2020-01-01';
