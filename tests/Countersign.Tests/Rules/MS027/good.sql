CREATE PROCEDURE dbo.close_order @id int AS UPDATE dbo.orders SET status = 'closed' WHERE id = @id;
