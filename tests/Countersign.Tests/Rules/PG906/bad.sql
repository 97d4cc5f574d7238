ALTER ROLE shop SET statement_timeout = 0;
