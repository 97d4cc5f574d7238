CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, n int CONSTRAINT t_n_check CHECK (n > 0), m int, r int4range, e text); CREATE TABLE s.c (t int, CONSTRAINT c_t FOREIGN KEY (t) REFERENCES s.t); CREATE TABLE s.k (a int NOT NULL, b int, CONSTRAINT k_a UNIQUE (a)); CREATE INDEX t_m ON s.t (m); CREATE UNIQUE INDEX k_b ON s.k (b); CREATE TABLE s.p (k int, v text) PARTITION BY RANGE (k); CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (0) TO (10)

-- reversible
ALTER TABLE s.t ADD CONSTRAINT x CHECK (m > 0)

-- reversible
ALTER TABLE s.t ADD CONSTRAINT x CHECK (m > 0) NOT VALID

-- reversible
-- given: ALTER TABLE s.t ADD CONSTRAINT x CHECK (m > 0) NOT VALID
ALTER TABLE s.t VALIDATE CONSTRAINT x

-- reversible
ALTER TABLE s.t ADD CHECK (m > n)

-- reversible
ALTER TABLE s.t ADD UNIQUE (m)

-- reversible
ALTER TABLE s.t ADD CONSTRAINT x UNIQUE (m, n) DEFERRABLE INITIALLY DEFERRED

-- reversible
ALTER TABLE s.t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&)

-- reversible
ALTER TABLE s.c ADD PRIMARY KEY (t)

-- reversible
ALTER TABLE s.k ADD CONSTRAINT x UNIQUE USING INDEX k_b

-- reversible
ALTER TABLE s.k ADD FOREIGN KEY (a) REFERENCES s.t

-- reversible
ALTER TABLE s.k ADD FOREIGN KEY (a) REFERENCES s.t ON DELETE SET NULL ON UPDATE CASCADE NOT VALID

-- reversible
-- given: ALTER TABLE s.k ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES s.t NOT VALID
ALTER TABLE s.k VALIDATE CONSTRAINT x

-- reversible
ALTER TABLE s.t DROP CONSTRAINT t_n_check

-- reversible
ALTER TABLE s.t DROP CONSTRAINT t_pkey CASCADE

-- reversible
ALTER TABLE s.k DROP CONSTRAINT k_a

-- reversible
ALTER TABLE s.c DROP CONSTRAINT c_t

-- reversible
ALTER TABLE s.t RENAME CONSTRAINT t_n_check TO x

-- reversible
ALTER TABLE s.t RENAME CONSTRAINT t_pkey TO x

-- reversible
ALTER TABLE s.c ALTER CONSTRAINT c_t DEFERRABLE

-- reversible
ALTER TABLE s.c DROP CONSTRAINT c_t, ADD CONSTRAINT c_t FOREIGN KEY (t) REFERENCES s.t ON DELETE CASCADE

-- reversible
ALTER TABLE s.t DROP CONSTRAINT t_n_check, ADD CONSTRAINT t_n_check CHECK (n > 1)

-- reversible
ALTER TABLE s.p ADD CONSTRAINT x CHECK (k < 100)

-- reversible
ALTER TABLE s.p ADD PRIMARY KEY (k)

-- reversible
ALTER TABLE s.p ADD FOREIGN KEY (k) REFERENCES s.t

-- reversible
ALTER TABLE s.p1 ADD CHECK (k < 50)

-- reversible
CREATE INDEX ON s.t (n)

-- reversible
CREATE INDEX x ON s.t (n) WHERE n > 5

-- reversible
CREATE UNIQUE INDEX x ON s.t (lower(e) DESC)

-- reversible
CREATE INDEX x ON s.t USING hash (n)

-- reversible
CREATE INDEX x ON s.t (n) INCLUDE (m) WITH (fillfactor = 50)

-- reversible
DROP INDEX s.t_m

-- reversible
ALTER INDEX s.t_m RENAME TO x

-- reversible
ALTER INDEX s.t_m SET (fillfactor = 50)

-- reversible
DROP INDEX s.t_m; CREATE INDEX t_m ON s.t (m, n)

-- reversible
CREATE INDEX x ON s.p (v)

-- reversible
-- given: CREATE INDEX x ON s.p (v)
ALTER INDEX s.x RENAME TO y

-- reversible once it is read
CREATE STATISTICS s.st ON n, m FROM s.t

-- reversible once it is read
-- given: CREATE STATISTICS s.st ON n, m FROM s.t
DROP STATISTICS s.st

-- reversible once it is read
-- given: CREATE STATISTICS s.st ON n, m FROM s.t
ALTER STATISTICS s.st RENAME TO st2

-- reversible
-- given: COMMENT ON CONSTRAINT c_t ON s.c IS 'x'
ALTER TABLE s.c DROP CONSTRAINT c_t

-- reversible
-- given: COMMENT ON INDEX s.t_m IS 'x'
DROP INDEX s.t_m
