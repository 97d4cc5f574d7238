/* first
GO
then */ UPDATE dbo.orders SET total = 0 WHERE status = 'void';
UPDATE dbo.notes SET body = N'a
GO
b' WHERE id = 1;
