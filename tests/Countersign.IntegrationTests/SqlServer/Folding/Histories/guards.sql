-- history: guards that ask for objects
IF OBJECT_ID('dbo.t') IS NULL CREATE TABLE dbo.t (id int NOT NULL);
GO
IF OBJECT_ID(N'dbo.t', N'U') IS NULL
BEGIN
    CREATE TABLE dbo.t (other int);
END
GO
IF OBJECT_ID('dbo.t', 'V') IS NOT NULL DROP VIEW dbo.t;
GO
IF OBJECT_ID('dbo.u', 'U') IS NOT NULL DROP TABLE dbo.u ELSE CREATE TABLE dbo.v (id int NOT NULL);
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
CREATE TABLE dbo.v (id int NOT NULL);

-- history: guards that ask the catalogue
CREATE TABLE dbo.t (id int NOT NULL);
GO
IF NOT EXISTS (SELECT * FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.t') AND name = 'a') ALTER TABLE dbo.t ADD a int NULL;
GO
IF NOT EXISTS (SELECT 1 FROM sys.columns AS c WHERE c.object_id = OBJECT_ID('[dbo].[t]') AND c.name = N'A') ALTER TABLE dbo.t ADD a int NULL;
GO
IF COL_LENGTH('dbo.t', 'b') IS NULL ALTER TABLE dbo.t ADD b int NULL;
GO
IF NOT EXISTS (SELECT * FROM sys.indexes WHERE name = 'ix' AND object_id = OBJECT_ID('dbo.t')) CREATE INDEX ix ON dbo.t (a);
GO
IF EXISTS (SELECT * FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'u') DROP TABLE dbo.u;
GO
IF EXISTS (SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 't' AND COLUMN_NAME = 'b') AND 1 = 1 ALTER TABLE dbo.t DROP COLUMN b;
-- final:
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);
GO
CREATE INDEX ix ON dbo.t (a);

-- history: guards around code that SSMS writes
IF EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[p]') AND type in (N'P', N'PC')) DROP PROCEDURE [dbo].[p]
GO
CREATE PROCEDURE dbo.p AS SELECT 1;
GO
IF EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[p]') AND type in (N'P', N'PC')) DROP PROCEDURE [dbo].[p]
GO
CREATE PROCEDURE dbo.p AS SELECT 2;
-- final:
CREATE PROCEDURE dbo.p AS SELECT 2;

-- history: a batch that returns early
CREATE TABLE dbo.t (id int NOT NULL);
GO
IF OBJECT_ID('dbo.t') IS NOT NULL RETURN;
CREATE TABLE dbo.u (id int NOT NULL);
GO
CREATE TABLE dbo.v (id int NOT NULL);
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
CREATE TABLE dbo.v (id int NOT NULL);

-- history: conditions that only rows depend on
CREATE TABLE dbo.t (id int NOT NULL);
GO
IF (SELECT COUNT(*) FROM dbo.t) = 0 INSERT INTO dbo.t VALUES (1);
WHILE EXISTS (SELECT * FROM dbo.t) DELETE TOP (100) FROM dbo.t;
BEGIN TRY
    ALTER TABLE dbo.t ADD a int NULL;
END TRY
BEGIN CATCH
    THROW;
END CATCH
-- final:
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);

-- history: principals and schemas are asked for
IF SCHEMA_ID('shop') IS NULL CREATE ROLE reading;
GO
IF DATABASE_PRINCIPAL_ID('reading') IS NULL CREATE ROLE reading;
GO
IF NOT EXISTS (SELECT * FROM sys.database_principals WHERE name = 'reading') CREATE ROLE reading;
GO
IF TYPE_ID('dbo.code') IS NULL CREATE TYPE dbo.code FROM int;
-- final:
CREATE ROLE reading;
GO
CREATE TYPE dbo.code FROM int;
