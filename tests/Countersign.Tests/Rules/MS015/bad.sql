DISABLE TRIGGER dbo.orders_audit ON dbo.orders;
