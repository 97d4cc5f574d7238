INSERT INTO dbo.statuses VALUES (1, N'open');
