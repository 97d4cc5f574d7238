-- history: a table is renamed with what belongs to it
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY, x int NULL);
CREATE TABLE dbo.b (a_id int NULL CONSTRAINT fk_a REFERENCES dbo.a (id));
CREATE INDEX ix_x ON dbo.a (x);
GO
CREATE TRIGGER dbo.tr ON dbo.a AFTER INSERT AS PRINT 'x';
GO
GRANT SELECT ON dbo.a TO public;
EXEC sp_addextendedproperty N'MS_Description', N'all of them', N'SCHEMA', N'dbo', N'TABLE', N'a', N'COLUMN', N'x';
EXEC sp_rename 'dbo.a', 'c';
-- final:
CREATE TABLE dbo.c (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY, x int NULL);
GO
CREATE TABLE dbo.b (a_id int NULL CONSTRAINT fk_a REFERENCES dbo.c (id));
GO
CREATE INDEX ix_x ON dbo.c (x);
GO
CREATE TRIGGER dbo.tr ON [dbo].[c] AFTER INSERT AS PRINT 'x';
GO
GRANT SELECT ON dbo.c TO public;
GO
EXEC sp_addextendedproperty N'MS_Description', N'all of them', N'SCHEMA', N'dbo', N'TABLE', N'c', N'COLUMN', N'x';

-- history: a column is renamed in keys and indexes
CREATE TABLE dbo.a (id int NOT NULL, x int NULL CONSTRAINT df_x DEFAULT (1), CONSTRAINT pk_a PRIMARY KEY (id), CONSTRAINT uq_x UNIQUE (x, id));
CREATE TABLE dbo.b (a_id int NULL CONSTRAINT fk_a REFERENCES dbo.a (id));
CREATE INDEX ix_x ON dbo.a (x DESC) INCLUDE (id);
GO
EXEC sp_rename 'dbo.a.id', 'number', 'COLUMN';
EXEC sp_rename @objname = N'dbo.a.[x]', @newname = N'y', @objtype = N'COLUMN';
EXEC sp_rename 'dbo.b.a_id', 'a_number', 'COLUMN';
-- final:
CREATE TABLE dbo.a (number int NOT NULL, y int NULL CONSTRAINT df_x DEFAULT (1), CONSTRAINT pk_a PRIMARY KEY (number), CONSTRAINT uq_x UNIQUE (y, number));
GO
CREATE TABLE dbo.b (a_number int NULL CONSTRAINT fk_a REFERENCES dbo.a (number));
GO
CREATE INDEX ix_x ON dbo.a (y DESC) INCLUDE (number);

-- history: an index and constraints are renamed
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY, x int NULL CONSTRAINT ck_x CHECK (x > 0));
CREATE INDEX ix ON dbo.a (x);
GO
EXEC sp_rename 'dbo.a.ix', 'ix_a_x', 'INDEX';
EXEC sp_rename 'dbo.pk_a', 'pk', 'OBJECT';
EXEC sp_rename 'ck_x', 'ck';
-- final:
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk PRIMARY KEY, x int NULL CONSTRAINT ck CHECK (x > 0));
GO
CREATE INDEX ix_a_x ON dbo.a (x);

-- history: names are swapped by way of a third
CREATE TABLE dbo.a (id int NOT NULL);
CREATE TABLE dbo.b (code char(3) NOT NULL);
GO
EXEC sp_rename 'dbo.a', 'c';
EXEC sp_rename 'dbo.b', 'a';
EXEC sp_rename 'dbo.c', 'b';
-- final:
CREATE TABLE dbo.a (code char(3) NOT NULL);
GO
CREATE TABLE dbo.b (id int NOT NULL);

-- history: a table goes to another schema and its rights are gone
CREATE SCHEMA shop;
GO
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
CREATE TABLE dbo.b (a_id int NULL CONSTRAINT fk_a REFERENCES dbo.a (id));
GO
CREATE TRIGGER dbo.tr ON dbo.a AFTER INSERT AS PRINT 'x';
GO
GRANT SELECT ON dbo.a TO public;
ALTER SCHEMA shop TRANSFER dbo.a;
-- final:
CREATE SCHEMA shop;
GO
CREATE TABLE shop.a (id int NOT NULL CONSTRAINT pk_a PRIMARY KEY);
GO
CREATE TABLE dbo.b (a_id int NULL CONSTRAINT fk_a REFERENCES shop.a (id));
GO
CREATE TRIGGER [shop].[tr] ON [shop].[a] AFTER INSERT AS PRINT 'x';

-- history: a view and a procedure get other names
CREATE VIEW dbo.v AS SELECT 1 AS a;
GO
CREATE PROCEDURE dbo.p AS SELECT 1;
GO
EXEC sp_rename 'dbo.v', 'w';
EXEC sp_rename 'dbo.p', 'q';
-- final:
CREATE VIEW [dbo].[w] AS SELECT 1 AS a;
GO
CREATE PROCEDURE [dbo].[q] AS SELECT 1;
