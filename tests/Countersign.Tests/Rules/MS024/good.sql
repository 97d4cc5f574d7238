EXECUTE dbo.load_prices;
