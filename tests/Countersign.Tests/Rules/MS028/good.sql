CREATE TRIGGER dbo.orders_audit ON dbo.orders AFTER UPDATE AS INSERT INTO dbo.audit (id) SELECT id FROM inserted;
