ALTER ROLE db_owner ADD MEMBER app_writer;
