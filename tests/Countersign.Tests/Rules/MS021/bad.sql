GRANT SELECT ON dbo.customers TO app_reader WITH GRANT OPTION;
