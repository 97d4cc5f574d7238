INSERT INTO dbo.prices (sku, price) SELECT sku, price FROM OPENQUERY(erp, 'SELECT sku, price FROM prices');
GO
DELETE FROM erp.shop.dbo.prices WHERE price < 0;
