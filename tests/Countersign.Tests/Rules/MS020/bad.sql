GRANT SELECT ON dbo.customers TO public;
