DROP INDEX IF EXISTS ix_orders_customer ON dbo.orders;
