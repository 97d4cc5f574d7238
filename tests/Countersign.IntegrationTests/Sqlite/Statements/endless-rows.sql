-- expect 3 statements
-- expect q1: CREATE TABLE
-- expect q1 creates: creates table t
-- expect q1 undo: DROP TABLE "t";
-- expect q2: INSERT
-- expect q2 writes-rows: inserts rows of t
-- expect q2 irreversible: the statement alone does not tell what the rows were before
-- expect q3: UPDATE
-- expect q3 writes-rows: updates rows of t
-- expect q3 irreversible: the statement alone does not tell what the rows were before
CREATE TABLE t (i);
INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
UPDATE t SET i = (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n);
