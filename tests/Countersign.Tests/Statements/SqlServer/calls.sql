-- expect: EXECUTE [dbo.archive]
-- expect: opaque: cannot be read: runs procedure `dbo.archive`, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE dbo.archive @before = '2020-01-01';

-- expect: EXECUTE [archive]
-- expect: opaque: cannot be read: runs procedure `archive`, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXEC archive;

-- expect: EXECUTE [dbo.orders, dbo.purchases]
-- expect: alters: alters dbo.orders: renames it to purchases
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo EXECUTE sp_rename N'[dbo].[purchases]', N'orders';
EXECUTE sp_rename N'dbo.orders', N'purchases';

-- expect: EXECUTE [dbo.orders]
-- expect: alters: alters dbo.orders: renames column total to amount
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo EXECUTE sp_rename N'[dbo].[orders].[amount]', N'total', N'COLUMN';
EXECUTE sp_rename 'dbo.orders.total', 'amount', 'COLUMN';

-- expect: EXECUTE [dbo.odd.name]
-- expect: alters: alters dbo.odd.name: renames index ix to iy
-- expect: locks: locks dbo.odd.name in Sch-M
-- expect: undo EXECUTE sp_rename N'[dbo].[odd.name].[iy]', N'ix', N'INDEX';
EXEC sp_rename @objname = N'[dbo].[odd.name].[ix]', @newname = N'iy', @objtype = N'INDEX';

-- expect: DECLARE; EXECUTE []
-- expect: part DECLARE at 0+25
-- expect: part EXECUTE at 26+26
-- expect: opaque: cannot be read: sp_rename is not told by plain texts what to rename
-- expect: no undo: EXECUTE: the statement does not say what was there before
DECLARE @n sysname = 'a'; EXECUTE sp_rename @n, 'b';

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs SQL that is put together as it runs, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE sp_executesql N'SELECT 1';

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs SQL that is put together as it runs, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE ('DROP TABLE dbo.a');

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs code on `erp`, another server, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE ('DROP TABLE dbo.a') AT erp;

-- expect: refused: a.sql:1:1: EXECUTE … AS runs under other rights than the deployment's; remove it (MS905)
EXECUTE ('SELECT 1') AS USER = 'dbo';

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs procedure `erp.shop.dbo.p`, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE erp.shop.dbo.p;

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs procedure `msdb.dbo.sp_start_job`, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE msdb.dbo.sp_start_job 'a';

-- expect: DECLARE; EXECUTE []
-- expect: part DECLARE at 0+29
-- expect: part EXECUTE at 30+11
-- expect: opaque: cannot be read: runs a procedure whose name is in a variable, whose effects are not known
-- expect: no undo: EXECUTE: the statement does not say what was there before
DECLARE @p sysname = 'dbo.p'; EXECUTE @p;

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs `xp_cmdshell`, which reaches outside of the database, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE master..xp_cmdshell 'dir';

-- expect: EXECUTE []
-- expect: opaque: cannot be read: runs `sp_oacreate`, which reaches outside of the database, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE sp_OACreate 'a', @x;

-- expect: EXECUTE [dbo.orders]
-- expect: alters: alters dbo.orders: describes it by an extended property
-- expect: no undo: the statement does not say what was there before
EXECUTE sys.sp_addextendedproperty N'MS_Description', N'the orders', N'SCHEMA', N'dbo', N'TABLE', N'orders';

-- expect: EXECUTE [dbo.sp_rename]
-- expect: opaque: cannot be read: runs procedure `dbo.sp_rename`, whose effects are not known
-- expect: no undo: the statement does not say what was there before
EXECUTE dbo.sp_rename 'a', 'b';

-- expect: EXECUTE [dbo.v]
-- expect: alters: alters dbo.v: reads its definition again
-- expect: no undo: the statement does not say what was there before
EXECUTE sp_refreshview 'dbo.v';

-- expect: SELECT []
-- expect: opaque: cannot be read: reaches `erp`, another server, whose effects are not known
-- expect: no undo: there is nothing to undo
SELECT * FROM erp.shop.dbo.orders;

-- expect: SELECT []
-- expect: opaque: cannot be read: reads `archive`, by name another database, whose effects are not known
-- expect: no undo: there is nothing to undo
SELECT * FROM archive.dbo.orders;

-- expect: SELECT []
-- expect: opaque: cannot be read: reaches another server by OPENROWSET, whose effects are not known
-- expect: no undo: there is nothing to undo
SELECT * FROM OPENROWSET('SQLNCLI', 'Server=a;Trusted_Connection=yes;', 'SELECT 1') AS a;

-- expect: SELECT []
-- expect: opaque: cannot be read: reaches a file of the server by OPENROWSET(BULK), whose effects are not known
-- expect: no undo: there is nothing to undo
SELECT * FROM OPENROWSET(BULK 'c:\a.txt', SINGLE_CLOB) AS a;

-- expect: SELECT []
-- expect: opaque: cannot be read: reaches another server by OPENDATASOURCE, whose effects are not known
-- expect: no undo: there is nothing to undo
SELECT * FROM OPENDATASOURCE('SQLNCLI', 'Data Source=a').shop.dbo.orders;

-- expect: INSERT []
-- expect: opaque: cannot be read: inserts rows of `OPENQUERY(erp, 'SELECT a FROM t')`, which no table can be found behind, whose effects are not known
-- expect: opaque: cannot be read: reaches `erp`, another server, whose effects are not known
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO OPENQUERY(erp, 'SELECT a FROM t') VALUES (1);

-- expect: refused: a.sql:1:1: `sp_who;` would run a procedure of that name; correct the command, or write EXECUTE before the name (MS908)
sp_who;

-- expect: refused: a.sql:1:1: `SELEC 2;` would run a procedure of that name; correct the command, or write EXECUTE before the name (MS908)
SELEC 2;
