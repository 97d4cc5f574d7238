-- expect: CREATE PROCEDURE [dbo.p, dbo.orders, dbo.lines]
-- expect: creates: creates procedure dbo.p
-- expect: runs-code: runs code: procedure dbo.p later
-- expect: undo DROP PROCEDURE [dbo].[p];
CREATE PROCEDURE dbo.p @id int AS BEGIN UPDATE o SET total = 0 FROM dbo.orders AS o WHERE id = @id; DELETE FROM dbo.lines; END

-- expect: CREATE OR ALTER PROCEDURE [dbo.p, dbo.q]
-- expect: creates: creates or replaces procedure dbo.p
-- expect: runs-code: runs code: procedure dbo.p later
-- expect: runs-code: runs code: runs procedure `dbo.q` later
-- expect: no undo: the statement does not say what was there before
CREATE OR ALTER PROCEDURE dbo.p AS EXECUTE dbo.q;

-- expect: ALTER PROCEDURE [dbo.p]
-- expect: alters: alters dbo.p: replaces the procedure
-- expect: runs-code: runs code: procedure dbo.p later
-- expect: grants: changes rights on dbo: lends its rights to whoever may run the code
-- expect: runs-code: runs code: runs SQL that is put together as it runs later
-- expect: no undo: the statement does not say what was there before
ALTER PROCEDURE dbo.p WITH EXECUTE AS 'dbo' AS EXECUTE ('DROP TABLE ' + @x);

-- expect: CREATE FUNCTION [dbo.f, dbo.orders]
-- expect: creates: creates function dbo.f
-- expect: runs-code: runs code: function dbo.f later
-- expect: undo DROP FUNCTION [dbo].[f];
CREATE FUNCTION dbo.f (@id int) RETURNS int AS BEGIN RETURN (SELECT COUNT(*) FROM dbo.orders WHERE id = @id) END

-- expect: CREATE FUNCTION [dbo.g, dbo.orders]
-- expect: creates: creates function dbo.g
-- expect: runs-code: runs code: function dbo.g later
-- expect: undo DROP FUNCTION [dbo].[g];
CREATE FUNCTION dbo.g () RETURNS TABLE AS RETURN SELECT id FROM dbo.orders;

-- expect: CREATE FUNCTION [dbo.h]
-- expect: creates: creates function dbo.h
-- expect: runs-code: runs code: function dbo.h later
-- expect: runs-code: runs code: an assembly later
-- expect: undo DROP FUNCTION [dbo].[h];
CREATE FUNCTION dbo.h (@a int) RETURNS int AS EXTERNAL NAME lib.[Ns.C].M;

-- expect: CREATE VIEW [dbo.v, dbo.orders]
-- expect: creates: creates view dbo.v
-- expect: undo DROP VIEW [dbo].[v];
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT id FROM dbo.orders;

-- expect: CREATE OR ALTER VIEW [dbo.v, dbo.orders]
-- expect: creates: creates or replaces view dbo.v
-- expect: no undo: the statement does not say what was there before
CREATE OR ALTER VIEW dbo.v AS SELECT id FROM dbo.orders AS o;

-- expect: ALTER VIEW [dbo.v, dbo.orders]
-- expect: alters: alters dbo.v: replaces the view
-- expect: no undo: the statement does not say what was there before
ALTER VIEW dbo.v AS SELECT id FROM dbo.orders;

-- expect: DROP PROCEDURE [dbo.p, dbo.q]
-- expect: drops: drops procedure dbo.p
-- expect: drops: drops procedure dbo.q
-- expect: no undo: the statement does not say what the procedure was
DROP PROCEDURE IF EXISTS dbo.p, dbo.q;

-- expect: DROP FUNCTION [dbo.f]
-- expect: drops: drops function dbo.f
-- expect: no undo: the statement does not say what the function was
DROP FUNCTION dbo.f;

-- expect: DROP VIEW [dbo.v]
-- expect: drops: drops view dbo.v
-- expect: no undo: the statement does not say what the view was
DROP VIEW dbo.v;

-- expect: CREATE PROCEDURE []
-- expect: runs-code: runs code: procedure #p later
-- expect: no undo: the statement does not say what was there before
CREATE PROCEDURE #p AS SELECT 1;
