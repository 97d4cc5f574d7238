-- from: SET
-- leaves: setting work_mem 65536
SET work_mem = '64MB'

-- from: SHOW
SHOW work_mem

-- from: SET CONSTRAINTS
SET CONSTRAINTS ALL IMMEDIATE

-- from: NOTIFY
NOTIFY news

-- from: 9.27.10, advisory locks of a session outlive its transaction
-- leaves: advisory lock 0/7/1 ExclusiveLock
SELECT pg_advisory_lock(7)
