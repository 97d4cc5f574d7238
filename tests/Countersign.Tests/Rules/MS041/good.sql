DROP VIEW IF EXISTS dbo.open_orders;
