CREATE VIEW dbo.all_orders AS SELECT id, status FROM dbo.orders WHERE EXISTS (SELECT * FROM dbo.customers);
