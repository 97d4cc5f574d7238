-- expect: SET []
-- expect: changes-session: changes the session: sets lock_timeout
-- expect: no undo: it ends with the session
SET lock_timeout = '1s';

-- expect: SET []
-- expect: changes-session: changes the session: sets statement_timeout for this transaction
-- expect: no undo: it ends with the session
SET LOCAL statement_timeout = 0;

-- expect: refused: a.sql:1:1: names below would mean other objects than the ones under review; write schema-qualified names, or set `search_path` of the target in the policy (PG905)
SET search_path = evil;

-- expect: refused: a.sql:1:1: names below would mean other objects than the ones under review; write schema-qualified names, or set `search_path` of the target in the policy (PG905)
SET LOCAL search_path TO app, public;

-- expect: refused: a.sql:1:1: `standard_conforming_strings` is not among the settings that a script may change; remove it, or use one of client_min_messages, default_statistics_target, hash_mem_multiplier, idle_in_transaction_session_timeout, lock_timeout, maintenance_work_mem, max_parallel_maintenance_workers, max_parallel_workers_per_gather, statement_timeout, transaction_timeout, vacuum_cost_delay, vacuum_cost_limit, work_mem (PG905)
SET standard_conforming_strings = off;

-- expect: refused: a.sql:1:1: `timezone` is not among the settings that a script may change; remove it, or use one of client_min_messages, default_statistics_target, hash_mem_multiplier, idle_in_transaction_session_timeout, lock_timeout, maintenance_work_mem, max_parallel_maintenance_workers, max_parallel_workers_per_gather, statement_timeout, transaction_timeout, vacuum_cost_delay, vacuum_cost_limit, work_mem (PG905)
SET TIME ZONE 'Europe/Berlin';

-- expect: refused: a.sql:1:1: `session_replication_role` is not among the settings that a script may change; remove it, or use one of client_min_messages, default_statistics_target, hash_mem_multiplier, idle_in_transaction_session_timeout, lock_timeout, maintenance_work_mem, max_parallel_maintenance_workers, max_parallel_workers_per_gather, statement_timeout, transaction_timeout, vacuum_cost_delay, vacuum_cost_limit, work_mem (PG905)
SET session_replication_role = replica;

-- expect: refused: a.sql:1:1: the script would go on with another role's rights; remove it; the deployment's login is fixed by its connection (PG905)
SET ROLE bob;

-- expect: refused: a.sql:1:1: the script would go on with another role's rights; remove it; the deployment's login is fixed by its connection (PG905)
RESET ROLE;

-- expect: refused: a.sql:1:1: the script would go on with another role's rights; remove it; the deployment's login is fixed by its connection (PG905)
SET SESSION AUTHORIZATION bob;

-- expect: refused: a.sql:1:1: RESET ALL would undo the session that Countersign has set up and checked; name the settings to reset (PG905)
RESET ALL;

-- expect: RESET []
-- expect: changes-session: changes the session: resets lock_timeout
-- expect: no undo: it ends with the session
RESET lock_timeout;

-- expect: refused: a.sql:1:1: the transaction is Countersign's; remove it (PG904)
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- expect: refused: a.sql:1:1: the transaction is Countersign's; remove it (PG904)
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;

-- expect: SET CONSTRAINTS []
-- expect: changes-session: changes the session: defers constraints to the end
-- expect: no undo: it ends with the transaction
SET CONSTRAINTS ALL DEFERRED;

-- expect: refused: a.sql:1:1: DISCARD resets the session that Countersign has set up and checked; remove it (PG905)
DISCARD ALL;

-- expect: refused: a.sql:1:1: nobody hears what a deployment's session listens to; remove LISTEN (PG905)
LISTEN jobs;

-- expect: refused: a.sql:1:1: nobody hears what a deployment's session listens to; remove UNLISTEN (PG905)
UNLISTEN *;

-- expect: refused: a.sql:1:1: BEGIN would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
BEGIN;

-- expect: refused: a.sql:1:1: START TRANSACTION would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
START TRANSACTION;

-- expect: refused: a.sql:1:1: COMMIT would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
COMMIT;

-- expect: refused: a.sql:1:1: ROLLBACK TO SAVEPOINT would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
ROLLBACK TO SAVEPOINT a;

-- expect: refused: a.sql:1:1: SAVEPOINT would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
SAVEPOINT a;

-- expect: refused: a.sql:1:1: RELEASE would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
RELEASE a;

-- expect: refused: a.sql:1:1: PREPARE TRANSACTION would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
PREPARE TRANSACTION 'x';

-- expect: refused: a.sql:1:1: COMMIT PREPARED would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
COMMIT PREPARED 'x';

-- expect: refused: a.sql:2:1: COMMIT would end or split the transaction that makes the script all or nothing; remove it; a script runs in one transaction, or each statement alone under `-- countersign: no-transaction` (PG904)
-- countersign: no-transaction
COMMIT;
