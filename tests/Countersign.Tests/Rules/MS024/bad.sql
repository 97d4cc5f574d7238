EXECUTE xp_cmdshell N'copy c:\data\prices.csv d:\';
