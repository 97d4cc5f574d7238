CREATE PROCEDURE dbo.close_order @id int WITH EXECUTE AS OWNER AS UPDATE dbo.orders SET status = 'closed' WHERE id = @id;
