MERGE dbo.stock AS t USING dbo.counts AS s ON t.sku = s.sku
WHEN MATCHED THEN UPDATE SET amount = s.amount
WHEN NOT MATCHED THEN INSERT (sku, amount) VALUES (s.sku, s.amount);
