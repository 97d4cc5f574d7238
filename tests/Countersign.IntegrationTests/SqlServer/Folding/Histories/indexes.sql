-- history: indexes of every ordinary kind
CREATE TABLE dbo.t (a int NOT NULL, b int NULL, c varchar(10) NULL);
GO
CREATE UNIQUE CLUSTERED INDEX cx ON dbo.t (a);
CREATE INDEX ix_b ON dbo.t (b) INCLUDE (c) WHERE b IS NOT NULL WITH (ONLINE = ON, FILLFACTOR = 90);
CREATE NONCLUSTERED COLUMNSTORE INDEX cs ON dbo.t (a, b);
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NULL, c varchar(10) NULL);
GO
CREATE UNIQUE CLUSTERED INDEX cx ON dbo.t (a ASC);
GO
CREATE NONCLUSTERED INDEX ix_b ON dbo.t (b) INCLUDE (c) WHERE b IS NOT NULL WITH (FILLFACTOR = 90);
GO
CREATE NONCLUSTERED COLUMNSTORE INDEX cs ON dbo.t (a, b);

-- history: an index is replaced
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
CREATE INDEX ix ON dbo.t (a);
GO
CREATE INDEX ix ON dbo.t (a, b) WITH (DROP_EXISTING = ON);
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
GO
CREATE INDEX ix ON dbo.t (a, b);

-- history: indexes are dropped in both ways of writing
CREATE TABLE dbo.t (a int NOT NULL, INDEX ix_in (a));
CREATE INDEX ix_1 ON dbo.t (a);
CREATE INDEX ix_2 ON dbo.t (a);
GO
DROP INDEX ix_1 ON dbo.t;
DROP INDEX dbo.t.ix_2;
DROP INDEX IF EXISTS ix_3 ON dbo.t;
DROP INDEX ix_in ON dbo.t;
-- final:
CREATE TABLE dbo.t (a int NOT NULL);

-- history: one index is disabled and another works again
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
CREATE INDEX ix_a ON dbo.t (a);
CREATE INDEX ix_b ON dbo.t (b);
GO
ALTER INDEX ix_a ON dbo.t DISABLE;
ALTER INDEX ix_b ON dbo.t DISABLE;
ALTER INDEX ix_b ON dbo.t REBUILD WITH (FILLFACTOR = 70, ONLINE = ON);
ALTER INDEX ix_b ON dbo.t REORGANIZE;
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
GO
CREATE INDEX ix_a ON dbo.t (a);
GO
ALTER INDEX ix_a ON dbo.t DISABLE;
GO
CREATE INDEX ix_b ON dbo.t (b) WITH (FILLFACTOR = 70);

-- history: all indexes are rebuilt
CREATE TABLE dbo.t (a int NOT NULL CONSTRAINT pk PRIMARY KEY NONCLUSTERED, b int NULL);
CREATE INDEX ix_b ON dbo.t (b);
GO
ALTER INDEX ix_b ON dbo.t DISABLE;
ALTER INDEX pk ON dbo.t DISABLE;
ALTER INDEX ALL ON dbo.t REBUILD;
-- final:
CREATE TABLE dbo.t (a int NOT NULL CONSTRAINT pk PRIMARY KEY NONCLUSTERED, b int NULL);
GO
CREATE INDEX ix_b ON dbo.t (b);

-- history: an indexed view loses its index when it is altered
CREATE TABLE dbo.t (a int NOT NULL);
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT a, COUNT_BIG(*) AS n FROM dbo.t GROUP BY a;
GO
CREATE UNIQUE CLUSTERED INDEX cx ON dbo.v (a);
GO
ALTER VIEW dbo.v WITH SCHEMABINDING AS SELECT a FROM dbo.t;
-- final:
CREATE TABLE dbo.t (a int NOT NULL);
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT a FROM dbo.t;

-- history: an indexed view keeps it otherwise
CREATE TABLE dbo.t (a int NOT NULL);
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT a, COUNT_BIG(*) AS n FROM dbo.t GROUP BY a;
GO
CREATE UNIQUE CLUSTERED INDEX cx ON dbo.v (a);
-- final:
CREATE TABLE dbo.t (a int NOT NULL);
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT a, COUNT_BIG(*) AS n FROM dbo.t GROUP BY a;
GO
CREATE UNIQUE CLUSTERED INDEX cx ON dbo.v (a);

-- history: statistics come and go
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
CREATE STATISTICS st_1 ON dbo.t (a);
CREATE STATISTICS st_2 ON dbo.t (a, b);
GO
DROP STATISTICS dbo.t.st_1;
UPDATE STATISTICS dbo.t;
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NULL);
GO
CREATE STATISTICS st_2 ON dbo.t (a, b);

-- history: options of indexes are set one by one
CREATE TABLE dbo.t (a int NOT NULL, b int NULL, CONSTRAINT uq UNIQUE (a, b) WITH (PAD_INDEX = ON, FILLFACTOR = 60, ALLOW_PAGE_LOCKS = OFF));
CREATE UNIQUE INDEX ix ON dbo.t (a) WITH (PAD_INDEX = ON, IGNORE_DUP_KEY = ON, STATISTICS_NORECOMPUTE = ON, FILLFACTOR = 50, DATA_COMPRESSION = PAGE);
GO
ALTER INDEX ix ON dbo.t SET (IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = OFF);
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NULL, CONSTRAINT uq UNIQUE (a, b) WITH (PAD_INDEX = ON, FILLFACTOR = 60, ALLOW_PAGE_LOCKS = OFF));
GO
CREATE UNIQUE INDEX ix ON dbo.t (a) WITH (PAD_INDEX = ON, IGNORE_DUP_KEY = OFF, STATISTICS_NORECOMPUTE = ON, FILLFACTOR = 50, ALLOW_ROW_LOCKS = OFF, DATA_COMPRESSION = PAGE);
