INSERT INTO dbo.numbers (n) VALUES (1);
  go
INSERT INTO dbo.numbers (n) VALUES (2);
