CREATE ROLE corpus_a; CREATE SCHEMA s; CREATE SCHEMA z; CREATE TYPE s.mood AS ENUM ('sad', 'ok'); CREATE TYPE s.pair AS (a int, b text); CREATE DOMAIN s.d AS int DEFAULT 1 CONSTRAINT d_c CHECK (VALUE > 0); CREATE SEQUENCE s.q; CREATE SEQUENCE s.lim MAXVALUE 100 CYCLE; CREATE TABLE s.t (m s.mood, x s.d, n int DEFAULT nextval('s.q'))

-- reversible
CREATE TYPE s.a AS ENUM ('x', 'it''s')

-- reversible
CREATE TYPE s.a AS (x int, y numeric(4,2))

-- reversible
CREATE TYPE s.a AS RANGE (SUBTYPE = float8)

-- reversible
CREATE DOMAIN s.a AS text CHECK (VALUE <> '')

-- reversible
DROP TYPE s.pair

-- irreversible: values of column s.t.m
DROP TYPE s.mood CASCADE

-- irreversible: cannot remove a value from the enum s.mood: 'good'
ALTER TYPE s.mood ADD VALUE 'good'

-- irreversible: 'bad'
ALTER TYPE s.mood ADD VALUE 'bad' BEFORE 'sad'

-- reversible
ALTER TYPE s.mood RENAME VALUE 'ok' TO 'fine'

-- reversible
ALTER TYPE s.mood RENAME TO x

-- reversible
ALTER TYPE s.mood SET SCHEMA z

-- reversible
ALTER TYPE s.mood OWNER TO corpus_a

-- reversible
ALTER TYPE s.pair ADD ATTRIBUTE c int

-- reversible
ALTER TYPE s.pair DROP ATTRIBUTE b

-- irreversible: another order
ALTER TYPE s.pair DROP ATTRIBUTE a

-- reversible
ALTER TYPE s.pair ALTER ATTRIBUTE a TYPE bigint

-- reversible
ALTER TYPE s.pair RENAME ATTRIBUTE a TO x

-- reversible
ALTER DOMAIN s.d SET DEFAULT 2

-- reversible
ALTER DOMAIN s.d DROP DEFAULT

-- reversible
ALTER DOMAIN s.d SET NOT NULL

-- reversible
ALTER DOMAIN s.d DROP CONSTRAINT d_c

-- reversible
ALTER DOMAIN s.d ADD CONSTRAINT d_x CHECK (VALUE < 9)

-- reversible
ALTER DOMAIN s.d ADD CONSTRAINT d_x CHECK (VALUE < 9) NOT VALID

-- reversible
ALTER DOMAIN s.d RENAME CONSTRAINT d_c TO d_y

-- reversible
ALTER DOMAIN s.d RENAME TO x

-- reversible
CREATE SEQUENCE s.a

-- reversible
CREATE SEQUENCE s.a AS smallint START 5 INCREMENT -1 MINVALUE -10 MAXVALUE 10 CYCLE

-- irreversible: position of the sequence s.lim
DROP SEQUENCE s.lim

-- reversible
ALTER SEQUENCE s.lim INCREMENT BY 3

-- reversible
ALTER SEQUENCE s.lim NO CYCLE

-- reversible
ALTER SEQUENCE s.q CYCLE MAXVALUE 5 CACHE 3

-- reversible
ALTER SEQUENCE s.lim NO MAXVALUE

-- reversible
ALTER SEQUENCE s.q AS integer

-- reversible
ALTER SEQUENCE s.q RENAME TO x

-- reversible
ALTER SEQUENCE s.q SET SCHEMA z

-- reversible
ALTER SEQUENCE s.q OWNED BY s.t.n

-- reversible
ALTER SEQUENCE s.q OWNER TO corpus_a

-- irreversible: sequence s.lim was moved
SELECT nextval('s.lim')

-- irreversible: sequence s.q was moved
SELECT setval('s.q', 50)

-- irreversible: sequence s.q was moved
SELECT nextval('s.q')
