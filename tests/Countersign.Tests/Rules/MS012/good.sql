UPDATE dbo.orders SET total = 0 WHERE status = 'void';
DELETE TOP (1000) FROM dbo.import_rows;
