-- history: a column is added
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY);
-- next:
ALTER TABLE dbo.t ADD code varchar(10) NULL;
-- final:
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY, code varchar(10) NULL);

-- history: two columns and a named constraint are added at once
CREATE TABLE t (id int NOT NULL);
GO
ALTER TABLE t ADD a int NOT NULL CONSTRAINT df_a DEFAULT (0), b AS (a + 1) PERSISTED, CONSTRAINT ck_a CHECK (a >= 0);
-- final:
CREATE TABLE dbo.t (id int NOT NULL, a int NOT NULL, b AS (a + 1) PERSISTED);
GO
ALTER TABLE dbo.t ADD CONSTRAINT df_a DEFAULT (0) FOR a;
GO
ALTER TABLE dbo.t ADD CONSTRAINT ck_a CHECK (a >= 0);

-- history: a column's type is altered and nothing says NOT NULL
CREATE TABLE dbo.t (id int NOT NULL, code varchar(10) COLLATE Latin1_General_BIN NOT NULL);
GO
ALTER TABLE dbo.t ALTER COLUMN code nvarchar(20);
-- final:
CREATE TABLE dbo.t (id int NOT NULL, code nvarchar(20) NULL);

-- history: a column of identity becomes wider
CREATE TABLE dbo.t (id int IDENTITY(5, 2) NOT NULL, a int);
GO
ALTER TABLE dbo.t ALTER COLUMN id bigint NOT NULL;
-- final:
CREATE TABLE dbo.t (id bigint IDENTITY(5, 2) NOT NULL, a int NULL);

-- history: a column keeps NOT NULL when its primary key goes
CREATE TABLE dbo.t (id int CONSTRAINT pk_t PRIMARY KEY, a int);
GO
ALTER TABLE dbo.t DROP CONSTRAINT pk_t;
-- final:
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);

-- history: a column goes with its constraint
CREATE TABLE dbo.t (id int NOT NULL, a int NULL CONSTRAINT ck_a CHECK (a > 0), b int NULL CONSTRAINT df_b DEFAULT (1));
GO
ALTER TABLE dbo.t DROP COLUMN a, CONSTRAINT ck_a;
ALTER TABLE dbo.t DROP CONSTRAINT df_b, COLUMN b;
-- final:
CREATE TABLE dbo.t (id int NOT NULL);

-- history: a column goes if it is there
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);
GO
ALTER TABLE dbo.t DROP COLUMN IF EXISTS a, COLUMN IF EXISTS b;
-- final:
CREATE TABLE dbo.t (id int NOT NULL);

-- history: tables are dropped and made again
CREATE TABLE dbo.t (id int NOT NULL);
CREATE TABLE dbo.u (id int NOT NULL);
GO
DROP TABLE dbo.t, dbo.u;
GO
DROP TABLE IF EXISTS dbo.v;
CREATE TABLE dbo.t (code char(3) NOT NULL);
-- final:
CREATE TABLE dbo.t (code char(3) NOT NULL);

-- history: a primary key of two columns, descending
CREATE TABLE dbo.t (a int NOT NULL, b int NOT NULL);
GO
ALTER TABLE dbo.t WITH CHECK ADD CONSTRAINT pk_t PRIMARY KEY NONCLUSTERED (a, b DESC) WITH (FILLFACTOR = 80);
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b int NOT NULL, CONSTRAINT pk_t PRIMARY KEY NONCLUSTERED (a ASC, b DESC) WITH (FILLFACTOR = 80));

-- history: a foreign key without columns means the key that was there
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
CREATE TABLE dbo.b (id int NOT NULL, a_id int NULL CONSTRAINT fk_a REFERENCES dbo.a ON DELETE CASCADE);
-- final:
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
GO
CREATE TABLE dbo.b (id int NOT NULL, a_id int NULL);
GO
ALTER TABLE dbo.b ADD CONSTRAINT fk_a FOREIGN KEY (a_id) REFERENCES dbo.a (id) ON DELETE CASCADE;

-- history: a constraint is switched off and another on again
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
CREATE TABLE dbo.b (a int NULL CONSTRAINT ck_a CHECK (a > 0), b int NULL CONSTRAINT fk_b REFERENCES dbo.a (id));
GO
ALTER TABLE dbo.b NOCHECK CONSTRAINT ALL;
ALTER TABLE dbo.b WITH CHECK CHECK CONSTRAINT fk_b;
-- final:
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
GO
CREATE TABLE dbo.b (a int NULL, b int NULL CONSTRAINT fk_b REFERENCES dbo.a (id));
GO
ALTER TABLE dbo.b ADD CONSTRAINT ck_a CHECK (a > 0);
GO
ALTER TABLE dbo.b NOCHECK CONSTRAINT ck_a;

-- history: constraints without names stay
CREATE TABLE dbo.t (id int PRIMARY KEY, a int DEFAULT 3 CHECK (a > 0), b int UNIQUE);
GO
ALTER TABLE dbo.t ADD CHECK (b < a);
-- final:
CREATE TABLE dbo.t (id int NOT NULL, a int NULL DEFAULT 3, b int NULL, PRIMARY KEY (id), CHECK (a > 0), UNIQUE (b), CHECK (b < a));

-- history: a computed column is stored
CREATE TABLE dbo.t (a int NOT NULL, b AS (a * 2));
GO
ALTER TABLE dbo.t ALTER COLUMN b ADD PERSISTED;
-- final:
CREATE TABLE dbo.t (a int NOT NULL, b AS (a * 2) PERSISTED);

-- history: sparse, masked and a row's own number
CREATE TABLE dbo.t (a int NULL, b varchar(20) NULL, c uniqueidentifier NOT NULL, d rowversion);
GO
ALTER TABLE dbo.t ALTER COLUMN a ADD SPARSE;
ALTER TABLE dbo.t ALTER COLUMN b ADD MASKED WITH (FUNCTION = 'default()');
ALTER TABLE dbo.t ALTER COLUMN c ADD ROWGUIDCOL;
-- final:
CREATE TABLE dbo.t (a int SPARSE NULL, b varchar(20) MASKED WITH (FUNCTION = 'default()') NULL, c uniqueidentifier NOT NULL ROWGUIDCOL, d rowversion);

-- history: settings of tables
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY);
GO
ALTER TABLE dbo.t SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.t ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = ON);
ALTER TABLE dbo.t DISABLE CHANGE_TRACKING;
ALTER TABLE dbo.t REBUILD;
-- final:
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY);
GO
ALTER TABLE dbo.t SET (LOCK_ESCALATION = DISABLE);

-- history: rows come and go and move
CREATE TABLE dbo.t (id int NOT NULL);
CREATE TABLE dbo.u (id int NOT NULL);
GO
INSERT INTO dbo.t VALUES (1);
UPDATE dbo.t SET id = 2;
ALTER TABLE dbo.t SWITCH TO dbo.u;
TRUNCATE TABLE dbo.u;
CREATE TABLE #x (a int);
SELECT * INTO #y FROM dbo.t;
DROP TABLE #x;
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
CREATE TABLE dbo.u (id int NOT NULL);

-- history: a name with brackets in it
CREATE TABLE dbo.[order details] (id int NOT NULL, [a]]b] int NULL);
GO
ALTER TABLE [dbo].[order details] ADD [é😀] int NULL;
ALTER TABLE DBO.[ORDER DETAILS] DROP COLUMN [A]]B];
-- final:
CREATE TABLE dbo.[order details] (id int NOT NULL, [é😀] int NULL);
