-- expect: CREATE SCHEMA [sales]
-- expect: creates: creates schema sales
-- expect: undo DROP SCHEMA [sales];
CREATE SCHEMA sales;

-- expect: CREATE SCHEMA [sales, sales.orders, orders]
-- expect: creates: creates schema sales
-- expect: grants: changes rights on sales: makes app its owner
-- expect: creates: creates table sales.orders
-- expect: grants: changes rights on sales.orders: grants SELECT to app
-- expect: no undo: the schema is made with things in it
CREATE SCHEMA sales AUTHORIZATION app CREATE TABLE orders (id int CONSTRAINT pk PRIMARY KEY) GRANT SELECT ON orders TO app;

-- expect: ALTER SCHEMA [dbo.orders, archive.orders]
-- expect: alters: alters dbo.orders: moves it to schema archive
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo ALTER SCHEMA [dbo] TRANSFER [archive].[orders];
ALTER SCHEMA archive TRANSFER dbo.orders;

-- expect: DROP SCHEMA [sales]
-- expect: drops: drops schema sales
-- expect: no undo: the statement does not say what was there before
DROP SCHEMA IF EXISTS sales;

-- expect: CREATE SEQUENCE [dbo.numbers]
-- expect: creates: creates sequence dbo.numbers
-- expect: undo DROP SEQUENCE [dbo].[numbers];
CREATE SEQUENCE dbo.numbers START WITH 1;

-- expect: ALTER SEQUENCE [dbo.numbers]
-- expect: alters: alters dbo.numbers: ALTER SEQUENCE dbo.numbers RESTART WITH 1
-- expect: no undo: the statement does not say what was there before
ALTER SEQUENCE dbo.numbers RESTART WITH 1;

-- expect: CREATE TYPE [dbo.ids]
-- expect: creates: creates type dbo.ids
-- expect: undo DROP TYPE [dbo].[ids];
CREATE TYPE dbo.ids AS TABLE (id int NOT NULL PRIMARY KEY);

-- expect: CREATE TYPE [dbo.email]
-- expect: creates: creates type dbo.email
-- expect: undo DROP TYPE [dbo].[email];
CREATE TYPE dbo.email FROM nvarchar(200) NOT NULL;

-- expect: DROP TYPE [dbo.email]
-- expect: drops: drops type dbo.email
-- expect: no undo: the statement does not say what the type was
DROP TYPE dbo.email;

-- expect: CREATE PARTITION FUNCTION [by_year]
-- expect: creates: creates partition function by_year
-- expect: undo DROP PARTITION FUNCTION [by_year];
CREATE PARTITION FUNCTION by_year (date) AS RANGE RIGHT FOR VALUES ('2020-01-01');

-- expect: CREATE PARTITION SCHEME [by_year_all]
-- expect: creates: creates partition scheme by_year_all
-- expect: undo DROP PARTITION SCHEME [by_year_all];
CREATE PARTITION SCHEME by_year_all AS PARTITION by_year ALL TO ([PRIMARY]);

-- expect: ALTER PARTITION FUNCTION [by_year]
-- expect: alters: alters by_year: splits a partition, whose rows move
-- expect: no undo: the statement does not say what was there before
ALTER PARTITION FUNCTION by_year () SPLIT RANGE ('2021-01-01');

-- expect: CREATE ASSEMBLY [lib]
-- expect: creates: creates assembly lib
-- expect: runs-code: runs code: assembly lib later
-- expect: no undo: the statement does not say what was there before
CREATE ASSEMBLY lib FROM 0x4D5A;

-- expect: refused: a.sql:1:1: CREATE FULLTEXT CATALOG cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (MS907)
CREATE FULLTEXT CATALOG texts;

-- expect: refused: a.sql:1:59: at compatibility level 160: The integer value 1 for "LISTENER_PORT" is out of range. The value should be between 1024 and 32767; correct it, or set `compatibility_level` of the target to the database's (MS901)
CREATE ENDPOINT e STATE = STARTED AS TCP (LISTENER_PORT = 1) FOR TSQL ();

-- expect: refused: a.sql:1:1: ALTER DATABASE cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (MS907)
ALTER DATABASE CURRENT SET TRUSTWORTHY ON;

-- expect: refused: a.sql:2:1: the statement names the database `shop`; say ALTER DATABASE CURRENT (MS910)
-- countersign: no-transaction
ALTER DATABASE shop SET RECOVERY SIMPLE;

-- expect: ALTER DATABASE [database] alone
-- expect: text ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON;
-- expect: alters: alters database: ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON
-- expect: no undo: the statement does not say what was there before
-- countersign: no-transaction
ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON;

-- expect: refused: a.sql:1:1: the statement drops the database `shop`; leave the database out of the name, or make the other database a target (MS910)
-- expect: refused: a.sql:1:1: DROP DATABASE cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (MS907)
DROP DATABASE shop;

-- expect: ALTER DATABASE SCOPED CONFIGURATION [database]
-- expect: alters: alters database: ALTER DATABASE SCOPED CONFIGURATION SET LEGACY_CARDINALITY_ESTIMATION = ON
-- expect: no undo: the statement does not say what was there before
ALTER DATABASE SCOPED CONFIGURATION SET LEGACY_CARDINALITY_ESTIMATION = ON;

-- expect: refused: a.sql:1:1: RECONFIGURE cannot run inside a transaction; put it into a script of its own that starts with `-- countersign: no-transaction` (MS907)
RECONFIGURE;

-- expect: DBCC [dbo.orders]
-- expect: alters: alters dbo.orders: DBCC CHECKIDENT ('dbo.orders', RESEED, 1)
-- expect: no undo: the statement does not say what was there before
DBCC CHECKIDENT ('dbo.orders', RESEED, 1);

-- expect: DBCC []
-- expect: opaque: cannot be read: DBCC SHRINKDATABASE (shop) is for an administrator
-- expect: no undo: the statement does not say what was there before
DBCC SHRINKDATABASE (shop);

-- expect: KILL []
-- expect: opaque: cannot be read: KILL 55 is for an administrator
-- expect: no undo: the statement does not say what was there before
KILL 55;

-- expect: SHUTDOWN []
-- expect: opaque: cannot be read: SHUTDOWN is for an administrator
-- expect: no undo: the statement does not say what was there before
SHUTDOWN;
