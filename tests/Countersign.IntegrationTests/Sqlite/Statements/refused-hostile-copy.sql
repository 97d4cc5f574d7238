-- expect refused SQ110 at 2:1: the statement takes more work or memory to read than a script may
CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
