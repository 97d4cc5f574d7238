GRANT CONTROL ON SCHEMA::sales TO app_writer;
