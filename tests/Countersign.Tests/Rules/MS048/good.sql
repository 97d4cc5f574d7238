INSERT INTO dbo.statuses (id, name) VALUES (1, N'open');
