-- expect: CREATE SCHEMA [app]
-- expect: creates: creates schema app
-- expect: undo DROP SCHEMA app;
CREATE SCHEMA app;

-- expect: CREATE SCHEMA [app]
-- expect: creates: creates schema app
-- expect: no undo: IF NOT EXISTS hides whether the statement made it
CREATE SCHEMA IF NOT EXISTS app;

-- expect: CREATE SCHEMA [payments, payments.cards, cards, payments.customers, customers, payments.v, v]
-- expect: creates: creates schema payments
-- expect: grants: changes rights on payments: makes bob its owner
-- expect: creates: creates table payments.cards
-- expect: locks: locks payments.customers in SHARE ROW EXCLUSIVE
-- expect: grants: changes rights on payments.cards: grants select to public
-- expect: creates: creates view payments.v
-- expect: runs-code: runs code: calls app.f later
-- expect: undo DROP SCHEMA payments;
CREATE SCHEMA payments AUTHORIZATION bob CREATE TABLE cards (id int REFERENCES customers) GRANT SELECT ON cards TO PUBLIC CREATE VIEW v AS SELECT app.f();

-- expect: DROP SCHEMA [app]
-- expect: drops: drops schema app
-- expect: no undo: the statement does not say how the schema was made
DROP SCHEMA app;

-- expect: DROP SCHEMA [app]
-- expect: drops: drops schema and everything that depends on it: app
-- expect: destroys-data: destroys data of app: drops the schema and what depends on it
-- expect: no undo: the statement does not say how the schema was made
DROP SCHEMA app CASCADE;

-- expect: ALTER SCHEMA [app]
-- expect: alters: alters app: renames schema app to shop
-- expect: no undo: the statement does not say what was there before
ALTER SCHEMA app RENAME TO shop;

-- expect: CREATE SEQUENCE [app.numbers, app.orders]
-- expect: creates: creates sequence app.numbers
-- expect: alters: alters app.orders: column id takes app.numbers along when it is dropped
-- expect: undo DROP SEQUENCE app.numbers;
CREATE SEQUENCE app.numbers OWNED BY app.orders.id;

-- expect: ALTER SEQUENCE [app.numbers]
-- expect: alters: alters app.numbers: changes restart, increment
-- expect: locks: locks app.numbers in SHARE ROW EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
ALTER SEQUENCE app.numbers RESTART WITH 5 INCREMENT BY 2;

-- expect: DROP SEQUENCE [app.numbers]
-- expect: drops: drops sequence app.numbers
-- expect: locks: locks app.numbers in ACCESS EXCLUSIVE
-- expect: no undo: the statement does not say how the sequence was made
DROP SEQUENCE app.numbers;

-- expect: CREATE TYPE [app.mood]
-- expect: creates: creates enum type app.mood
-- expect: undo DROP TYPE app.mood;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');

-- expect: ALTER TYPE [app.mood]
-- expect: alters: alters app.mood: adds value 'happy'
-- expect: no undo: PostgreSQL cannot take a value away from an enum type
ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'happy' AFTER 'ok';

-- expect: ALTER TYPE [app.mood]
-- expect: alters: alters app.mood: renames value 'ok' to 'it's ok'
-- expect: undo ALTER TYPE app.mood RENAME VALUE 'it''s ok' TO 'ok';
ALTER TYPE app.mood RENAME VALUE 'ok' TO 'it''s ok';

-- expect: CREATE TYPE [app.pair]
-- expect: creates: creates composite type app.pair
-- expect: undo DROP TYPE app.pair;
CREATE TYPE app.pair AS (a int, b text);

-- expect: ALTER TYPE [app.pair]
-- expect: alters: alters app.pair: adds column c integer
-- expect: no undo: the statement does not say what was there before
ALTER TYPE app.pair ADD ATTRIBUTE c int CASCADE;

-- expect: ALTER TYPE [app.pair]
-- expect: alters: alters app.pair: drops column c
-- expect: drops: drops column c of app.pair
-- expect: destroys-data: destroys data of app.pair: drops column c and everything that depends on it
-- expect: no undo: the values of column c are gone
ALTER TYPE app.pair DROP ATTRIBUTE c CASCADE;

-- expect: CREATE TYPE [app.span]
-- expect: creates: creates range type app.span
-- expect: runs-code: runs code: attaches the function app.diff as subtype_diff
-- expect: undo DROP TYPE app.span;
CREATE TYPE app.span AS RANGE (subtype = int, subtype_diff = app.diff);

-- expect: DROP TYPE [app.mood]
-- expect: drops: drops type app.mood
-- expect: no undo: the statement does not say how the type was made
DROP TYPE app.mood;

-- expect: DROP TYPE [app.mood]
-- expect: drops: drops type and everything that depends on it: app.mood
-- expect: destroys-data: destroys data of app.mood: drops the type and what depends on it
-- expect: no undo: the statement does not say how the type was made
DROP TYPE app.mood CASCADE;

-- expect: CREATE DOMAIN [app.positive]
-- expect: creates: creates domain app.positive
-- expect: undo DROP DOMAIN app.positive;
CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);

-- expect: CREATE DOMAIN [app.valid]
-- expect: creates: creates domain app.valid
-- expect: runs-code: runs code: calls app.is_valid later
-- expect: undo DROP DOMAIN app.valid;
CREATE DOMAIN app.valid AS text CHECK (app.is_valid(VALUE));

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: adds or validates a constraint small
-- expect: scans: scans app.positive (every column of the domain is checked, in every table)
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 10);

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: adds or validates a constraint small
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 10) NOT VALID;

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: adds or validates a constraint small
-- expect: scans: scans app.positive (every column of the domain is checked, in every table)
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive VALIDATE CONSTRAINT small;

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: drops constraint small
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive DROP CONSTRAINT small;

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: adds or validates a constraint
-- expect: scans: scans app.positive (every column of the domain is checked, in every table)
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive SET NOT NULL;

-- expect: ALTER DOMAIN [app.positive]
-- expect: alters: alters app.positive: changes the default
-- expect: no undo: the statement does not say what was there before
ALTER DOMAIN app.positive SET DEFAULT 1;

-- expect: CREATE COLLATION [app.german]
-- expect: creates: creates collation app.german
-- expect: undo DROP COLLATION app.german;
CREATE COLLATION app.german (provider = icu, locale = 'de');

-- expect: ALTER COLLATION [app.german]
-- expect: alters: alters app.german: takes the system's version of the collation as the recorded one
-- expect: no undo: the statement does not say what was there before
ALTER COLLATION app.german REFRESH VERSION;

-- expect: CREATE TEXT SEARCH CONFIGURATION [app.simple]
-- expect: creates: creates text search configuration app.simple
-- expect: undo DROP TEXT SEARCH CONFIGURATION app.simple;
CREATE TEXT SEARCH CONFIGURATION app.simple (COPY = pg_catalog.simple);

-- expect: ALTER TEXT SEARCH CONFIGURATION [app.simple]
-- expect: alters: alters app.simple: changes how text is split and normalised
-- expect: no undo: the statement does not say what was there before
ALTER TEXT SEARCH CONFIGURATION app.simple ADD MAPPING FOR word WITH simple;

-- expect: COMMENT [app.orders]
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: alters: alters app.orders: changes the comment on the table
-- expect: no undo: the statement does not say what was there before
COMMENT ON TABLE app.orders IS 'orders';

-- expect: COMMENT [app.orders]
-- expect: alters: alters app.orders: changes the comment on column id
-- expect: locks: locks app.orders in SHARE UPDATE EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
COMMENT ON COLUMN app.orders.id IS 'id';

-- expect: COMMENT [app.f]
-- expect: alters: alters app.f: changes the comment on the function
-- expect: no undo: the statement does not say what was there before
COMMENT ON FUNCTION app.f(int) IS 'f';
