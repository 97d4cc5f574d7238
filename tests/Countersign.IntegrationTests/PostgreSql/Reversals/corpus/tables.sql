CREATE ROLE corpus_a; CREATE SCHEMA s; CREATE SCHEMA z; CREATE TABLE s.t (id int PRIMARY KEY, n int); INSERT INTO s.t VALUES (1, 2); CREATE TABLE s.c (id int PRIMARY KEY, t int CONSTRAINT c_t REFERENCES s.t ON DELETE CASCADE); INSERT INTO s.c VALUES (1, 1); CREATE INDEX t_n ON s.t (n); CREATE VIEW s.v AS SELECT n FROM s.t; CREATE TABLE s.p (k int, v text) PARTITION BY RANGE (k); CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (0) TO (10); CREATE TABLE s.loose (k int, v text); CREATE TABLE s.e (n serial)

-- reversible
CREATE TABLE s.a (id serial PRIMARY KEY, b text)

-- reversible
CREATE TABLE s.a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t int REFERENCES s.t)

-- reversible
CREATE TABLE s.a AS SELECT 1 AS x

-- reversible
CREATE TABLE s.a (LIKE s.t INCLUDING ALL)

-- reversible
CREATE UNLOGGED TABLE s.a (x int)

-- reversible
CREATE TABLE s.a () INHERITS (s.t)

-- reversible
CREATE TABLE s.p2 PARTITION OF s.p FOR VALUES FROM (10) TO (20)

-- reversible
CREATE TABLE s.pd PARTITION OF s.p DEFAULT

-- reversible
CREATE TABLE s.a (x int) PARTITION BY HASH (x)

-- reversible
CREATE TABLE s."A b" ("C d" int)

-- reversible
CREATE TABLE IF NOT EXISTS s.a (x int)

-- reversible
CREATE TABLE s.a (id int PRIMARY KEY); CREATE TABLE s.b (id int PRIMARY KEY, a int REFERENCES s.a); ALTER TABLE s.a ADD COLUMN b int REFERENCES s.b

-- reversible
CREATE TABLE s.a (id int PRIMARY KEY); CREATE TABLE s.b (a int REFERENCES s.a); CREATE VIEW s.w AS SELECT * FROM s.b

-- irreversible: rows of table s.c
DROP TABLE s.c

-- irreversible: rows of table s.t
DROP TABLE s.t CASCADE

-- irreversible: rows of table s.p1
DROP TABLE s.p1

-- irreversible: rows of table s.loose
DO $$ BEGIN EXECUTE 'DROP TABLE s.loose'; END $$

-- irreversible: rows of table s.loose
DROP TABLE s.loose; CREATE TABLE s.loose (k int, v text)

-- irreversible: rows of table
DROP SCHEMA s CASCADE

-- irreversible: rows of s.c are gone
TRUNCATE s.c

-- irreversible: are gone
TRUNCATE s.t CASCADE

-- irreversible: deletes rows of s.c
DELETE FROM s.t

-- irreversible: updates rows of s.t
UPDATE s.t SET n = 3

-- irreversible: inserts rows of s.t
INSERT INTO s.t VALUES (2)

-- irreversible: inserts rows of s.e
INSERT INTO s.e DEFAULT VALUES

-- irreversible: deletes rows of s.c
DO $$ BEGIN DELETE FROM s.c; END $$

-- irreversible: updates rows of s.t
CREATE TABLE s.a AS SELECT 1 AS x; UPDATE s.t SET n = 4

-- reversible
CREATE TABLE s.a (x int); INSERT INTO s.a VALUES (1)

-- reversible
ALTER TABLE s.t RENAME TO renamed

-- reversible
ALTER TABLE s.t SET SCHEMA z

-- reversible
ALTER TABLE s.e SET SCHEMA z

-- reversible
ALTER TABLE s.c RENAME TO "Odd name"

-- reversible
ALTER TABLE s.loose SET UNLOGGED

-- reversible
ALTER TABLE s.loose SET (fillfactor = 70)

-- reversible
ALTER TABLE s.loose SET (fillfactor = 70, autovacuum_enabled = false)

-- reversible
-- given: ALTER TABLE s.loose SET (fillfactor = 70)
ALTER TABLE s.loose SET (fillfactor = 80)

-- reversible
-- given: ALTER TABLE s.loose SET (fillfactor = 70)
ALTER TABLE s.loose RESET (fillfactor)

-- reversible
ALTER TABLE s.t ENABLE ROW LEVEL SECURITY

-- reversible
ALTER TABLE s.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY

-- reversible
-- given: ALTER TABLE s.t ENABLE ROW LEVEL SECURITY
ALTER TABLE s.t DISABLE ROW LEVEL SECURITY

-- reversible
ALTER TABLE s.t REPLICA IDENTITY FULL

-- reversible once it is read
ALTER TABLE s.t CLUSTER ON t_n

-- reversible once it is read
-- given: ALTER TABLE s.t CLUSTER ON t_n
ALTER TABLE s.t SET WITHOUT CLUSTER

-- reversible
ALTER TABLE s.p ATTACH PARTITION s.loose FOR VALUES FROM (10) TO (20)

-- reversible
ALTER TABLE s.p DETACH PARTITION s.p1

-- reversible
ALTER TABLE s.p ADD COLUMN x int

-- reversible
ALTER TABLE s.p RENAME TO parted

-- reversible
ALTER TABLE s.p1 RENAME TO part1

-- irreversible: stay its own
-- given: CREATE TABLE s.k () INHERITS (s.t)
ALTER TABLE s.k NO INHERIT s.t

-- reversible
-- given: CREATE TABLE s.k (id int NOT NULL, n int)
ALTER TABLE s.k INHERIT s.t

-- reversible
-- given: CREATE TABLE s.k () INHERITS (s.t)
ALTER TABLE s.t ADD COLUMN x int

-- reversible
-- given: CREATE TABLE s.k () INHERITS (s.t)
ALTER TABLE s.t RENAME COLUMN n TO m

-- reversible
ALTER SCHEMA s RENAME TO renamed

-- reversible
CREATE SCHEMA a

-- reversible
CREATE SCHEMA a CREATE TABLE x (y int)

-- reversible
DROP SCHEMA z

-- reversible
-- given: CREATE SCHEMA a
DROP SCHEMA a

-- reversible
ALTER TABLE s.t OWNER TO corpus_a

-- reversible
ALTER SCHEMA z OWNER TO corpus_a

-- irreversible: changes nothing
SELECT 1

-- irreversible: changes nothing
ANALYZE s.t

-- reversible
COMMENT ON TABLE s.t IS 'it''s'

-- reversible
-- given: COMMENT ON TABLE s.t IS 'old'
COMMENT ON TABLE s.t IS 'new'

-- reversible
-- given: COMMENT ON TABLE s.t IS 'old'
COMMENT ON TABLE s.t IS NULL

-- reversible
COMMENT ON COLUMN s.t.n IS 'a IS b'

-- reversible
COMMENT ON SCHEMA s IS 'x'

-- reversible once it is read
COMMENT ON INDEX s.t_n IS 'x'

-- reversible once it is read
COMMENT ON CONSTRAINT c_t ON s.c IS 'x'

-- reversible
COMMENT ON VIEW s.v IS 'x'
