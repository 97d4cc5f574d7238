:setvar Database shop
SELECT name FROM sys.tables WHERE name = N'$(Table)';
