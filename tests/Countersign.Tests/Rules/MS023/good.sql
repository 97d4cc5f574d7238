ALTER ROLE order_clerks ADD MEMBER app_writer;
