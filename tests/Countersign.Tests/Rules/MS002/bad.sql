ALTER INDEX ix_orders_customer ON dbo.orders REBUILD;
