CREATE ROLE corpus_a; CREATE ROLE corpus_b; CREATE ROLE corpus_c LOGIN CONNECTION LIMIT 5; GRANT corpus_a TO corpus_c; CREATE SCHEMA s; CREATE TABLE s.t (id int, n int); GRANT SELECT ON s.t TO corpus_a; GRANT UPDATE (n) ON s.t TO corpus_a; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE s.q; CREATE TYPE s.e AS ENUM ('x')

-- reversible
GRANT SELECT ON s.t TO corpus_b

-- reversible
GRANT SELECT, INSERT, UPDATE ON s.t TO corpus_b

-- reversible
GRANT ALL ON s.t TO PUBLIC

-- reversible
GRANT SELECT ON s.t TO corpus_b WITH GRANT OPTION

-- reversible
GRANT SELECT ON s.t TO corpus_a WITH GRANT OPTION

-- reversible
REVOKE SELECT ON s.t FROM corpus_a

-- reversible
-- given: GRANT SELECT ON s.t TO corpus_b WITH GRANT OPTION
REVOKE GRANT OPTION FOR SELECT ON s.t FROM corpus_b

-- reversible
GRANT SELECT (id) ON s.t TO corpus_b

-- reversible
REVOKE UPDATE (n) ON s.t FROM corpus_a

-- reversible
GRANT USAGE ON SCHEMA s TO corpus_a

-- reversible
GRANT ALL ON SCHEMA s TO PUBLIC

-- reversible
REVOKE ALL ON SCHEMA public FROM PUBLIC

-- reversible
REVOKE EXECUTE ON FUNCTION s.f() FROM PUBLIC

-- reversible
GRANT EXECUTE ON FUNCTION s.f() TO corpus_a

-- reversible
REVOKE ALL ON FUNCTION s.f() FROM PUBLIC, postgres

-- reversible
GRANT USAGE ON SEQUENCE s.q TO corpus_a

-- reversible
REVOKE USAGE ON TYPE s.e FROM PUBLIC

-- reversible
GRANT SELECT ON ALL TABLES IN SCHEMA s TO corpus_b

-- irreversible: no definition holds
REVOKE ALL ON s.t FROM postgres

-- reversible
ALTER TABLE s.t OWNER TO corpus_a

-- reversible
ALTER TABLE s.t OWNER TO corpus_b

-- reversible
ALTER FUNCTION s.f() OWNER TO corpus_a

-- reversible
-- given: REVOKE ALL ON s.t FROM postgres
ALTER TABLE s.t OWNER TO corpus_b

-- reversible once it is read
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO corpus_a

-- reversible once it is read
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_a IN SCHEMA s GRANT EXECUTE ON FUNCTIONS TO corpus_b

-- reversible once it is read
-- given: ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO corpus_a
ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE INSERT ON TABLES FROM corpus_a

-- reversible
CREATE ROLE corpus_d

-- reversible
CREATE ROLE corpus_d LOGIN CREATEDB

-- reversible
CREATE ROLE corpus_d IN ROLE corpus_a

-- irreversible: no definition holds
DROP ROLE corpus_b

-- reversible
ALTER ROLE corpus_a LOGIN

-- reversible
ALTER ROLE corpus_c NOLOGIN CREATEROLE

-- reversible once it is read
ALTER ROLE corpus_c CONNECTION LIMIT -1

-- reversible
ALTER ROLE corpus_a NOINHERIT BYPASSRLS

-- reversible once it is read
ALTER ROLE corpus_a VALID UNTIL '2030-01-01'

-- reversible
ALTER ROLE corpus_a RENAME TO corpus_x

-- reversible
GRANT corpus_a TO corpus_b

-- reversible
GRANT corpus_a TO corpus_b WITH ADMIN OPTION

-- reversible
REVOKE corpus_a FROM corpus_c

-- reversible
GRANT corpus_a TO corpus_c WITH ADMIN OPTION

-- reversible
DO $$ BEGIN EXECUTE 'GRANT SELECT ON s.t TO ' || 'corpus_b'; END $$
