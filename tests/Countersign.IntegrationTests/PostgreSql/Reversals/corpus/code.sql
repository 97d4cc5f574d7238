CREATE ROLE corpus_a; CREATE SCHEMA s; CREATE SCHEMA z; CREATE TABLE s.t (id int PRIMARY KEY, n int, note text); CREATE VIEW s.v AS SELECT id, n FROM s.t; CREATE VIEW s.w AS SELECT n FROM s.v; GRANT SELECT ON s.v TO corpus_a; COMMENT ON VIEW s.w IS 'top'; CREATE MATERIALIZED VIEW s.m AS SELECT n FROM s.t; CREATE INDEX m_n ON s.m (n); CREATE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1'; CREATE FUNCTION s.g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE PROCEDURE s.q(a int) LANGUAGE sql AS 'SELECT a'; CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.g(); CREATE POLICY p ON s.t USING (n > 0); CREATE RULE r AS ON DELETE TO s.t DO ALSO NOTIFY x; REVOKE EXECUTE ON FUNCTION s.f(int) FROM PUBLIC

-- reversible
CREATE VIEW s.a AS SELECT 1 AS x

-- reversible
CREATE VIEW s.a WITH (security_barrier) AS SELECT * FROM s.v

-- reversible
CREATE OR REPLACE VIEW s.v AS SELECT id, n, note FROM s.t

-- reversible
CREATE OR REPLACE VIEW s.v AS SELECT id, n + 1 AS n FROM s.t

-- reversible
DROP VIEW s.w

-- reversible
DROP VIEW s.v CASCADE

-- reversible
ALTER VIEW s.v RENAME TO x

-- reversible
ALTER VIEW s.v RENAME COLUMN n TO m

-- reversible
ALTER VIEW s.v SET SCHEMA z

-- reversible
ALTER VIEW s.v SET (security_barrier = true)

-- reversible
ALTER VIEW s.v OWNER TO corpus_a

-- reversible
CREATE MATERIALIZED VIEW s.a AS SELECT n FROM s.t WITH NO DATA

-- reversible
DROP MATERIALIZED VIEW s.m

-- reversible
ALTER MATERIALIZED VIEW s.m RENAME TO x

-- reversible
CREATE VIEW s.a AS SELECT 1 AS x; CREATE VIEW s.b AS SELECT x FROM s.a

-- reversible
CREATE FUNCTION s.a() RETURNS int LANGUAGE sql AS 'SELECT 1'

-- reversible
CREATE FUNCTION s.a(x int DEFAULT 3, OUT y int) LANGUAGE sql AS 'SELECT x'

-- reversible
CREATE FUNCTION s.a() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n FROM s.v; END

-- reversible
CREATE FUNCTION s.f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'

-- reversible
CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 2'

-- reversible
CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a + 1'

-- reversible
CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = s AS 'SELECT a; SELECT 2'

-- reversible
DROP FUNCTION s.f(int)

-- reversible
DROP FUNCTION s.g() CASCADE

-- reversible
DROP PROCEDURE s.q(int)

-- reversible
DROP FUNCTION s.f(int); CREATE FUNCTION s.f(a int) RETURNS bigint LANGUAGE sql AS 'SELECT a::bigint'

-- reversible
DROP FUNCTION s.f(int); CREATE FUNCTION s.f(b int) RETURNS int LANGUAGE sql AS 'SELECT b'

-- reversible
CREATE OR REPLACE FUNCTION s.f(a int DEFAULT 5) RETURNS int LANGUAGE sql AS 'SELECT a'

-- reversible
CREATE OR REPLACE FUNCTION s.g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := 1; RETURN NEW; END $$

-- reversible
ALTER FUNCTION s.f(int) RENAME TO x

-- reversible
ALTER FUNCTION s.f(int) SET SCHEMA z

-- reversible
ALTER FUNCTION s.f(int) OWNER TO corpus_a

-- reversible
ALTER FUNCTION s.f(int) STABLE

-- reversible
ALTER FUNCTION s.f(int) SET work_mem = '1MB'

-- reversible
ALTER FUNCTION s.g() RENAME TO x

-- reversible
ALTER PROCEDURE s.q(int) RENAME TO x

-- reversible
CREATE PROCEDURE s.a() LANGUAGE sql AS 'SELECT 1'

-- reversible
CREATE OR REPLACE PROCEDURE s.q(a int) LANGUAGE sql AS 'SELECT a + 1'

-- reversible
CREATE AGGREGATE s.total(int) (SFUNC = int4pl, STYPE = int)

-- reversible
-- given: CREATE AGGREGATE s.total(int) (SFUNC = int4pl, STYPE = int)
DROP AGGREGATE s.total(int)

-- reversible
COMMENT ON FUNCTION s.f(int) IS 'x'

-- reversible once it is read
CREATE FUNCTION s.eq(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = $2'; CREATE OPERATOR s.=== (FUNCTION = s.eq, LEFTARG = int, RIGHTARG = int)

-- reversible
CREATE TRIGGER h AFTER UPDATE OF n ON s.t FOR EACH ROW WHEN (OLD.n IS DISTINCT FROM NEW.n) EXECUTE FUNCTION s.g()

-- reversible
CREATE CONSTRAINT TRIGGER h AFTER INSERT ON s.t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION s.g()

-- reversible
DROP TRIGGER g ON s.t

-- reversible
ALTER TRIGGER g ON s.t RENAME TO h

-- reversible
ALTER TABLE s.t DISABLE TRIGGER g

-- reversible
ALTER TABLE s.t DISABLE TRIGGER USER

-- reversible
ALTER TABLE s.t ENABLE ALWAYS TRIGGER g

-- reversible
-- given: ALTER TABLE s.t DISABLE TRIGGER g
ALTER TABLE s.t ENABLE TRIGGER g

-- reversible
-- given: ALTER TABLE s.t DISABLE TRIGGER g
DROP TRIGGER g ON s.t

-- reversible
-- given: ALTER TABLE s.t ENABLE REPLICA TRIGGER g
ALTER TABLE s.t DISABLE TRIGGER g

-- reversible
CREATE OR REPLACE TRIGGER g BEFORE UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION s.g()

-- reversible
-- given: COMMENT ON TRIGGER g ON s.t IS 'x'
DROP TRIGGER g ON s.t

-- reversible
CREATE POLICY o ON s.t AS RESTRICTIVE FOR SELECT TO corpus_a USING (true)

-- reversible
DROP POLICY p ON s.t

-- reversible
ALTER POLICY p ON s.t USING (n > 1)

-- reversible
ALTER POLICY p ON s.t TO corpus_a

-- reversible
ALTER POLICY p ON s.t RENAME TO x

-- reversible
CREATE RULE a AS ON INSERT TO s.v DO INSTEAD NOTHING

-- reversible
DROP RULE r ON s.t

-- reversible
ALTER RULE r ON s.t RENAME TO x

-- reversible
CREATE OR REPLACE RULE r AS ON DELETE TO s.t DO INSTEAD NOTHING
