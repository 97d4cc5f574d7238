-- expect: SET []
-- expect: changes-session: changes the session: QUOTED_IDENTIFIER ON
-- expect: changes-session: changes the session: NOCOUNT ON
-- expect: changes-session: changes the session: ANSI_NULLS ON
-- expect: no undo: there is nothing to undo
SET NOCOUNT, ANSI_NULLS, QUOTED_IDENTIFIER ON;

-- expect: refused: a.sql:1:1: SET ANSI_NULLS OFF differs from the session, which has ON; remove it (MS905)
SET ANSI_NULLS OFF;

-- expect: refused: a.sql:1:1: SET XACT_ABORT OFF differs from the session, which has ON; remove it (MS905)
SET XACT_ABORT OFF;

-- expect: refused: a.sql:1:1: SET PARSEONLY ON changes how the statements below run, or whether they do; remove it (MS905)
SET PARSEONLY ON;

-- expect: refused: a.sql:1:1: SET NOEXEC ON changes how the statements below run, or whether they do; remove it (MS905)
SET NOEXEC ON;

-- expect: refused: a.sql:1:1: SET SHOWPLAN_XML ON changes how the statements below run, or whether they do; remove it (MS905)
SET SHOWPLAN_XML ON;

-- expect: refused: a.sql:1:1: SET IMPLICIT_TRANSACTIONS ON differs from the session, which has OFF; remove it (MS905)
SET IMPLICIT_TRANSACTIONS ON;

-- expect: refused: a.sql:1:16: `SET DATEFORMAT dmy` changes what later text means; remove it (MS905)
SET DATEFORMAT dmy;

-- expect: refused: a.sql:1:14: `SET LANGUAGE Deutsch` changes what later text means; remove it (MS905)
SET LANGUAGE Deutsch;

-- expect: SET []
-- expect: changes-session: changes the session: LockTimeout
-- expect: no undo: there is nothing to undo
SET LOCK_TIMEOUT 5000;

-- expect: refused: a.sql:1:1: SET ROWCOUNT would stop every statement below after so many rows; remove it (MS905)
SET ROWCOUNT 100;

-- expect: refused: a.sql:1:1: `SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED` changes how the statements below run; remove it (MS905)
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

-- expect: SET []
-- expect: changes-session: changes the session: says what the session has already
-- expect: no undo: there is nothing to undo
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- expect: SET IDENTITY_INSERT [dbo.orders]
-- expect: changes-session: changes the session: lets rows of dbo.orders name their identity: on
-- expect: no undo: there is nothing to undo
SET IDENTITY_INSERT dbo.orders ON;

-- expect: SET []
-- expect: changes-session: changes the session: what is reported
-- expect: no undo: there is nothing to undo
SET STATISTICS IO ON;

-- expect: refused: a.sql:1:1: USE would run what follows in `shop`; remove it (MS905)
USE shop;

-- expect: refused: a.sql:1:1: EXECUTE AS changes whose rights count below; remove it (MS905)
EXECUTE AS USER = 'dbo';

-- expect: refused: a.sql:1:1: REVERT changes whose rights count below; remove it (MS905)
REVERT;

-- expect: refused: a.sql:1:1: SETUSER changes whose rights count below; remove it (MS905)
SETUSER 'dbo';

-- expect: refused: a.sql:1:1: BEGIN TRANSACTION stands in the script; remove it; a script runs in one transaction, or each batch alone under `-- countersign: no-transaction` (MS904)
-- expect: refused: a.sql:1:20: SAVE TRANSACTION stands in the script; remove it; a script runs in one transaction, or each batch alone under `-- countersign: no-transaction` (MS904)
-- expect: refused: a.sql:1:40: ROLLBACK TRANSACTION stands in the script; remove it; a script runs in one transaction, or each batch alone under `-- countersign: no-transaction` (MS904)
BEGIN TRANSACTION; SAVE TRANSACTION a; ROLLBACK;

-- expect: refused: a.sql:1:1: BEGIN TRANSACTION stands in the script; remove it; a script runs in one transaction, or each batch alone under `-- countersign: no-transaction` (MS904)
-- expect: refused: a.sql:3:1: COMMIT TRANSACTION stands in the script; remove it; a script runs in one transaction, or each batch alone under `-- countersign: no-transaction` (MS904)
BEGIN TRAN
GO
COMMIT TRAN

-- expect: SET []
-- expect: changes-session: changes the session: DATEFORMAT mdy
-- expect: no undo: there is nothing to undo
SET DATEFORMAT mdy;
