GRANT SELECT ON SCHEMA::countersign TO app;
