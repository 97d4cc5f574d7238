CREATE VIEW dbo.all_orders AS SELECT * FROM dbo.orders;
