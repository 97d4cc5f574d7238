UPDATE dbo.orders SET total = 0;
