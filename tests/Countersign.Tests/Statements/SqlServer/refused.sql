-- expect: refused: a.sql:1:1: `:r other.sql` is a command of sqlcmd; write what they stand for (MS903)
:r other.sql

-- expect: refused: a.sql:1:1: `:setvar a b` is a command of sqlcmd; write what they stand for (MS903)
:setvar a b
GO
SELECT 1

-- expect: refused: a.sql:1:1: `!!` runs a program where sqlcmd runs; write what they stand for (MS903)
!!dir

-- expect: refused: a.sql:1:15: `$(Database)` is a variable of sqlcmd; the server would get it as it stands; write what they stand for (MS903)
SELECT * FROM [$(Database)].dbo.orders;

-- expect: refused: a.sql:1:7: `$(Environment)` is a variable of sqlcmd; the server would get it as it stands; write what they stand for (MS903)
PRINT 'in $(Environment)';

-- expect: refused: a.sql:2:1: `GO 3` repeats the batch, which only a client can do; put GO on a line of its own; write a repeated batch as a loop (MS909)
SELECT 1
GO 3
DROP TABLE dbo.a

-- expect: refused: a.sql:2:1: GO is not alone on its line, and tools disagree on what that means; put GO on a line of its own; write a repeated batch as a loop (MS909)
SELECT 1
GO;

-- expect: refused: a.sql:2:1: GO is not alone on its line, and tools disagree on what that means; put GO on a line of its own; write a repeated batch as a loop (MS909)
SELECT 1
GO -- then
SELECT 2

-- expect: SELECT []
-- expect: part SELECT at 0+11
-- expect: part SELECT at 12+8
-- expect: no undo: there is nothing to undo
SELECT 1 GO
SELECT 2

-- expect: CREATE TABLE [t]
-- expect: creates: creates table t
-- expect: undo DROP TABLE [t];
CREATE TABLE t (a int,);

-- expect: refused: a.sql:1:8: at compatibility level 160: Expected but did not find a closing quotation mark after the character string 'never closed; correct it, or set `compatibility_level` of the target to the database's (MS901)
SELECT 'never closed

-- expect: refused: a.sql:2:18: at compatibility level 160: Expected but did not find an end comment mark '*/'; correct it, or set `compatibility_level` of the target to the database's (MS901)
/* never closed
DROP TABLE dbo.a;

-- expect: refused: a.sql:1:8: at compatibility level 160: Expected but did not find a closing square bracket after the identifier [a FROM t; correct it, or set `compatibility_level` of the target to the database's (MS901)
SELECT [a FROM t

-- expect: refused: a.sql:1:8: at compatibility level 160: Incorrect syntax near 'FROM'; correct it, or set `compatibility_level` of the target to the database's (MS901)
SELECT FROM WHERE;
GO
DROP TABLE dbo.a;

-- expect: refused: a.sql: our own split has 1 batches and ScriptDom's 0; simplify the script around this place; if it is ordinary SQL, please report it with the script (CS014)
;

-- expect: refused: a.sql: our own split has 2 batches and ScriptDom's 1; simplify the script around this place; if it is ordinary SQL, please report it with the script (CS014)
SELECT 1;
GO
;

-- expect: refused: a.sql:1:1: `:r .\other.sql` is a command of sqlcmd; write what they stand for (MS903)
:r .\other.sql
