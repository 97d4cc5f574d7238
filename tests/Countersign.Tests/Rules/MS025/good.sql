INSERT INTO dbo.prices (sku, price) SELECT sku, price FROM staging.prices;
