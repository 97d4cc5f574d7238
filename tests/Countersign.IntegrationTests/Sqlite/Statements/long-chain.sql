-- expect 5 statements
-- expect q1: CREATE TABLE
-- expect q1 creates: creates table t
-- expect q1 undo: DROP TABLE "t";
-- expect q2: CREATE VIEW
-- expect q2 creates: creates view v
-- expect q2 undo: DROP VIEW "v";
-- expect q3: ALTER TABLE
-- expect q3 alters: alters t: renames column a to b
-- expect q3 undo: ALTER TABLE "t" RENAME COLUMN "b" TO "a";
-- expect q4: DROP VIEW
-- expect q4 drops: drops view v
-- expect q4 undo: CREATE VIEW v AS SELECT b FROM t;
-- expect q5: SELECT
-- expect q5 reads: reads t
-- expect q5 irreversible: it changes nothing that could be undone
CREATE TABLE t (a);
CREATE VIEW v AS SELECT a FROM t;
ALTER TABLE t RENAME COLUMN a TO b;
DROP VIEW v;
SELECT b FROM t;
