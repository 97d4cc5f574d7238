-- from: GRANT; aclchk.c of 18 locks what it looks up, that of 15 does not
-- locks 18: orders ACCESS SHARE
-- rights: GRANT SELECT ON TABLE public.orders TO PUBLIC
GRANT SELECT ON orders TO PUBLIC

-- from: REVOKE
-- given: GRANT SELECT ON orders TO PUBLIC
-- locks 18: orders ACCESS SHARE
-- rights: REVOKE SELECT ON TABLE public.orders FROM PUBLIC
REVOKE SELECT ON orders FROM PUBLIC

-- as: superuser
-- from: GRANT, on roles
-- first: CREATE ROLE keeper
-- rights: GRANT keeper TO writer
GRANT keeper TO writer

-- from: ALTER DEFAULT PRIVILEGES: "does not affect privileges assigned to already-existing objects"
-- rights: ALTER DEFAULT PRIVILEGES
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC

-- as: superuser
-- from: CREATE ROLE
-- rights: ROLE passing
CREATE ROLE passing

-- as: superuser
-- from: ALTER ROLE
-- first: CREATE ROLE passing2
-- rights: ROLE passing2 WITH CREATEDB
ALTER ROLE passing2 CREATEDB

-- as: superuser
-- from: DROP ROLE
-- first: CREATE ROLE passing4
-- rights: DROP ROLE passing4
DROP ROLE passing4

-- as: superuser
-- from: DROP OWNED: "drops all the objects within the current database that are owned by one of the specified roles"
-- first: CREATE ROLE passing5; CREATE SCHEMA p5 AUTHORIZATION passing5; CREATE TABLE p5.t (a int); ALTER TABLE p5.t OWNER TO passing5
-- locks: p5.t ACCESS EXCLUSIVE
-- drops: schema p5; table p5.t
DROP OWNED BY passing5

-- as: superuser
-- from: REASSIGN OWNED: pg_shdepend.c calls ATExecChangeOwner under AccessExclusiveLock
-- first: CREATE ROLE passing6; CREATE SCHEMA p6 AUTHORIZATION passing6; CREATE TABLE p6.t (a int); ALTER TABLE p6.t OWNER TO passing6
-- locks: p6.t ACCESS EXCLUSIVE
REASSIGN OWNED BY passing6 TO writer

-- as: superuser
-- from: ALTER SCHEMA, OWNER TO
-- first: CREATE SCHEMA p7
ALTER SCHEMA p7 OWNER TO writer

-- as: superuser
-- from: CREATE PUBLICATION; publicationcmds.c OpenTableList: ShareUpdateExclusiveLock
-- locks: notes SHARE UPDATE EXCLUSIVE
CREATE PUBLICATION p FOR TABLE notes

-- as: superuser
-- from: ALTER PUBLICATION; publicationcmds.c OpenTableList: ShareUpdateExclusiveLock
-- given: CREATE PUBLICATION p
-- locks: notes SHARE UPDATE EXCLUSIVE
ALTER PUBLICATION p ADD TABLE notes

-- as: superuser
-- alone
-- from: CREATE SUBSCRIPTION; may not run in a transaction if it makes a slot; the reader takes that for granted
CREATE SUBSCRIPTION s1 CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)

-- as: superuser
-- alone
-- from: ALTER SUBSCRIPTION
-- given: CREATE SUBSCRIPTION s2 CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)
ALTER SUBSCRIPTION s2 SET (synchronous_commit = off)

-- as: superuser
-- alone
-- from: DROP SUBSCRIPTION; may not run in a transaction if there is a slot
-- given: CREATE SUBSCRIPTION s3 CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)
DROP SUBSCRIPTION s3

-- as: superuser
-- from: CREATE FOREIGN DATA WRAPPER
CREATE FOREIGN DATA WRAPPER w

-- as: superuser
-- from: ALTER FOREIGN DATA WRAPPER
-- given: CREATE FOREIGN DATA WRAPPER w
ALTER FOREIGN DATA WRAPPER w OPTIONS (a '1')

-- as: superuser
-- from: CREATE SERVER
-- given: CREATE FOREIGN DATA WRAPPER w
CREATE SERVER s FOREIGN DATA WRAPPER w

-- as: superuser
-- from: ALTER SERVER
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w
ALTER SERVER s VERSION '2'

-- as: superuser
-- from: CREATE USER MAPPING
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w
CREATE USER MAPPING FOR writer SERVER s

-- as: superuser
-- from: ALTER USER MAPPING
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR writer SERVER s
ALTER USER MAPPING FOR writer SERVER s OPTIONS (user 'u')

-- as: superuser
-- from: DROP USER MAPPING
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR writer SERVER s
DROP USER MAPPING FOR writer SERVER s

-- as: superuser
-- from: CREATE FOREIGN TABLE
-- given: CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w
CREATE FOREIGN TABLE far (id int) SERVER s

-- as: superuser
-- alone
-- from: CREATE DATABASE
CREATE DATABASE passing

-- as: superuser
-- alone
-- from: DROP DATABASE
-- first: CREATE DATABASE passing2
DROP DATABASE passing2

-- as: superuser
-- from: ALTER DATABASE
ALTER DATABASE %database% CONNECTION LIMIT 5

-- as: superuser
-- from: ALTER DATABASE, REFRESH COLLATION VERSION
ALTER DATABASE %database% REFRESH COLLATION VERSION

-- as: superuser
-- alone
-- from: ALTER SYSTEM
ALTER SYSTEM SET work_mem = '64MB'

-- as: superuser
-- alone
-- from: CREATE TABLESPACE
-- given: SET allow_in_place_tablespaces = on
CREATE TABLESPACE passing LOCATION ''

-- as: superuser
-- alone
-- from: DROP TABLESPACE
-- first: SET allow_in_place_tablespaces = on; CREATE TABLESPACE passing2 LOCATION ''
DROP TABLESPACE passing2

-- as: superuser
-- from: ALTER TABLESPACE
-- first: SET allow_in_place_tablespaces = on; CREATE TABLESPACE passing3 LOCATION ''
ALTER TABLESPACE passing3 SET (seq_page_cost = 2)
