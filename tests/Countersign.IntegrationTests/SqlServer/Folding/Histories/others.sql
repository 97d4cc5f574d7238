-- history: schemas
CREATE SCHEMA shop;
GO
CREATE SCHEMA old AUTHORIZATION dbo;
GO
DROP SCHEMA old;
GO
DROP SCHEMA IF EXISTS older;
GO
CREATE SCHEMA made CREATE TABLE t (id int NOT NULL);
-- final:
CREATE SCHEMA shop;
GO
CREATE SCHEMA made;
GO
CREATE TABLE made.t (id int NOT NULL);

-- history: types and what uses them
CREATE TYPE dbo.code FROM varchar(10) NOT NULL;
CREATE TYPE dbo.gone FROM int;
CREATE TYPE dbo.rows AS TABLE (id int NOT NULL PRIMARY KEY, c dbo.code);
GO
CREATE TABLE dbo.t (c dbo.code);
DROP TYPE dbo.gone;
-- final:
CREATE TYPE dbo.code FROM varchar(10) NOT NULL;
GO
CREATE TYPE dbo.rows AS TABLE (id int NOT NULL PRIMARY KEY, c dbo.code);
GO
CREATE TABLE dbo.t (c dbo.code);

-- history: sequences
CREATE SEQUENCE dbo.s AS bigint START WITH 1 INCREMENT BY 1 CACHE 50;
CREATE SEQUENCE dbo.gone AS int;
GO
ALTER SEQUENCE dbo.s RESTART WITH 100 INCREMENT BY 10 NO CACHE;
DROP SEQUENCE dbo.gone;
-- final:
CREATE SEQUENCE dbo.s AS bigint START WITH 100 INCREMENT BY 10 NO CACHE;

-- history: synonyms
CREATE TABLE dbo.t (id int NOT NULL);
CREATE SYNONYM dbo.a FOR dbo.t;
CREATE SYNONYM dbo.b FOR dbo.t;
GO
DROP SYNONYM dbo.a;
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
CREATE SYNONYM dbo.b FOR dbo.t;

-- history: principals and rights
CREATE ROLE reading;
CREATE ROLE gone;
CREATE USER ana WITHOUT LOGIN;
CREATE USER ben WITHOUT LOGIN;
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);
GO
ALTER ROLE reading ADD MEMBER ana;
EXEC sp_addrolemember 'reading', 'ben';
ALTER ROLE reading DROP MEMBER ana;
GRANT SELECT, INSERT ON dbo.t TO reading;
REVOKE INSERT ON dbo.t FROM reading;
DENY UPDATE ON dbo.t (a) TO ana;
GRANT EXECUTE ON SCHEMA::dbo TO reading;
GRANT CREATE VIEW TO ben;
GRANT DELETE ON dbo.t TO gone;
DROP ROLE gone;
-- final:
CREATE ROLE reading;
GO
CREATE USER ana WITHOUT LOGIN;
GO
CREATE USER ben WITHOUT LOGIN;
GO
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);
GO
ALTER ROLE reading ADD MEMBER ben;
GO
GRANT SELECT ON dbo.t TO reading;
GO
DENY UPDATE ON dbo.t (a) TO ana;
GO
GRANT EXECUTE ON SCHEMA::dbo TO reading;
GO
GRANT CREATE VIEW TO ben;

-- history: a denial replaces a grant
CREATE TABLE dbo.t (id int NOT NULL);
GO
GRANT SELECT ON dbo.t TO public;
DENY SELECT ON OBJECT::dbo.t TO public;
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
DENY SELECT ON dbo.t TO public;

-- history: extended properties
CREATE TABLE dbo.t (id int NOT NULL, a int NULL);
GO
EXEC sp_addextendedproperty N'MS_Description', N'first', N'SCHEMA', N'dbo', N'TABLE', N't';
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'gone', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'COLUMN', @level2name = N'a';
EXEC sp_updateextendedproperty N'MS_Description', N'it''s second', N'SCHEMA', N'dbo', N'TABLE', N't';
ALTER TABLE dbo.t DROP COLUMN a;
DECLARE @v sql_variant;
SET @v = N'a key';
EXEC sp_addextendedproperty N'MS_Description', @v, N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'id';
-- final:
CREATE TABLE dbo.t (id int NOT NULL);
GO
EXEC sp_addextendedproperty N'MS_Description', N'it''s second', N'SCHEMA', N'dbo', N'TABLE', N't';
GO
EXEC sp_addextendedproperty N'MS_Description', N'a key', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'id';

-- history: partitions
CREATE PARTITION FUNCTION pf (int) AS RANGE RIGHT FOR VALUES (10, 20);
CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY]);
CREATE TABLE dbo.t (id int NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id) ON ps (id)) ON ps (id);
CREATE INDEX ix ON dbo.t (id) ON ps (id);
-- final:
CREATE PARTITION FUNCTION pf (int) AS RANGE RIGHT FOR VALUES (10, 20);
GO
CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY]);
GO
CREATE TABLE dbo.t (id int NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id) ON ps (id)) ON ps (id);
GO
CREATE INDEX ix ON dbo.t (id) ON ps (id);

-- history: a table with versions of its rows
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_t PRIMARY KEY, a int NULL,
    since datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL, till datetime2 GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
    PERIOD FOR SYSTEM_TIME (since, till)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.t_history));
GO
EXEC sp_rename 'dbo.pk_t', 'pk_of_t';
-- final:
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT pk_of_t PRIMARY KEY, a int NULL,
    since datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL, till datetime2 GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
    PERIOD FOR SYSTEM_TIME (since, till)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.t_history));
