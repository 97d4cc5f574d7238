EXECUTE sp_configure N'max degree of parallelism', 4;
