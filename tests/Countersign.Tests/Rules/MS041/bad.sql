DROP VIEW dbo.open_orders;
