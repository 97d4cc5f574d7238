ALTER TABLE dbo.customers ADD nickname varchar;
