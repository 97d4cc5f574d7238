UPDATE dbo.orders SET status = 'open' WHERE status = NULL;
