-- expect: CREATE TABLE; INSERT [dbo.a]
-- expect: text CREATE TABLE dbo.a (id int); INSERT INTO dbo.a (id) VALUES (1);
-- expect: part CREATE TABLE at 0+28
-- expect: part INSERT at 29+34
-- expect: creates: creates table dbo.a
-- expect: writes-rows: inserts rows of dbo.a
-- expect: no undo: INSERT: the statement does not say which rows were there before
-- expect: DROP TABLE [dbo.b]
-- expect: text DROP TABLE dbo.b
-- expect: drops: drops table dbo.b
-- expect: destroys-data: destroys data of dbo.b: drops the table
-- expect: locks: locks dbo.b in Sch-M
-- expect: no undo: the rows are gone
-- expect: PRINT []
-- expect: text PRINT 'done'
-- expect: no undo: there is nothing to undo
CREATE TABLE dbo.a (id int); INSERT INTO dbo.a (id) VALUES (1);
GO
-- a comment between
DROP TABLE dbo.b
go

PRINT 'done' -- at the end

-- expect: LABEL; PRINT []
-- expect: text é😀: PRINT N'é😀'; PRINT 2;
-- expect: part LABEL at 0+7
-- expect: part PRINT at 8+16
-- expect: part PRINT at 25+8
-- expect: no undo: there is nothing to undo
-- expect: PRINT []
-- expect: text PRINT N'ü'
-- expect: no undo: there is nothing to undo
é😀: PRINT N'é😀'; PRINT 2;
GO
PRINT N'ü'

-- expect: CREATE TABLE; DROP TABLE [sys.tables, dbo.a]
-- expect: part CREATE TABLE at 62+28
-- expect: part DROP TABLE at 106+17
-- expect: creates: creates table dbo.a
-- expect: drops: drops table dbo.a
-- expect: destroys-data: destroys data of dbo.a: drops the table
-- expect: locks: locks dbo.a in Sch-M
-- expect: no undo: DROP TABLE: the rows are gone
IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'a')
    CREATE TABLE dbo.a (id int);
ELSE
BEGIN
    DROP TABLE dbo.a;
END

-- expect: DELETE [dbo.old_rows]
-- expect: writes-rows: deletes rows of dbo.old_rows
-- expect: no undo: the statement does not say which rows were there before
WHILE EXISTS (SELECT 1 FROM dbo.old_rows)
    DELETE TOP (1000) FROM dbo.old_rows;

-- expect: DROP TABLE; THROW [dbo.a]
-- expect: part DROP TABLE at 14+17
-- expect: part THROW at 56+6
-- expect: drops: drops table dbo.a
-- expect: destroys-data: destroys data of dbo.a: drops the table
-- expect: locks: locks dbo.a in Sch-M
-- expect: no undo: DROP TABLE: the rows are gone
BEGIN TRY
    DROP TABLE dbo.a;
END TRY
BEGIN CATCH
    THROW;
END CATCH

-- expect: SELECT []
-- expect: no undo: there is nothing to undo
SELECT 'a
GO
b';

-- expect: SELECT []
-- expect: text SELECT 1
-- expect: no undo: there is nothing to undo
GO
GO
SELECT 1
GO
GO

-- expect: nothing
-- nothing here

-- expect: SELECT [dbo.a]
-- expect: reads: reads dbo.a
-- expect: no undo: there is nothing to undo
;WITH t AS (SELECT id FROM dbo.a) SELECT id FROM t;

-- expect: DECLARE; PRINT [dbo.a]
-- expect: part DECLARE at 0+45
-- expect: part PRINT at 46+9
-- expect: reads: reads dbo.a
-- expect: no undo: there is nothing to undo
DECLARE @a int = (SELECT MAX(id) FROM dbo.a); PRINT @a;

-- expect: PRINT; GOTO; LABEL; … []
-- expect: part PRINT at 0+8
-- expect: part PRINT at 9+8
-- expect: part GOTO at 18+10
-- expect: part LABEL at 29+5
-- expect: part RETURN at 35+7
-- expect: no undo: there is nothing to undo
PRINT 1; PRINT 2; GOTO done; done: RETURN;
