CREATE VIEW dbo.open_orders AS SELECT id FROM dbo.orders;
