namespace Countersign.IntegrationTests.PostgreSql.Catalogue;

/// <summary>A schema with at least one object of every kind that is read, one statement a line.</summary>
internal static class CatalogueShop
{
    internal static ImmutableArray<string> Statements { get; } =
    [
        .. """
        CREATE SCHEMA shop
        CREATE TYPE shop.state AS ENUM ('open', 'paid')
        CREATE TYPE shop.place AS (street text, zip varchar(5))
        CREATE DOMAIN shop.amount AS numeric(12,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0)
        CREATE SEQUENCE shop.number AS integer INCREMENT BY 2 CYCLE
        CREATE TABLE shop.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state shop.state DEFAULT 'open' NOT NULL, total shop.amount, net numeric GENERATED ALWAYS AS (1 + 1) STORED, name varchar(10) COLLATE "C", placed date DEFAULT now())
        CREATE TABLE shop.items (order_id bigint NOT NULL REFERENCES shop.orders ON DELETE CASCADE, sku text, n integer DEFAULT 1 CHECK (n > 0), UNIQUE (order_id, sku))
        CREATE TABLE shop.log (at date NOT NULL, line text) PARTITION BY RANGE (at)
        CREATE TABLE shop.log_2026 PARTITION OF shop.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
        CREATE INDEX items_sku ON shop.items (lower(sku)) WHERE n > 1
        CREATE FUNCTION shop.twice(a integer, OUT b integer) LANGUAGE sql IMMUTABLE AS 'SELECT a + a'
        CREATE FUNCTION shop.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO shop.log VALUES (now(), TG_OP); RETURN NEW; END'
        CREATE PROCEDURE shop.tidy() LANGUAGE sql AS 'DELETE FROM shop.log'
        CREATE AGGREGATE shop.total(numeric) (SFUNC = numeric_add, STYPE = numeric, INITCOND = '0')
        CREATE VIEW shop.open_orders AS SELECT id, total FROM shop.orders WHERE state = 'open'
        CREATE MATERIALIZED VIEW shop.sums AS SELECT order_id, sum(n) FROM shop.items GROUP BY order_id
        CREATE TRIGGER noted AFTER UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.note()
        CREATE RULE quiet AS ON DELETE TO shop.log DO INSTEAD NOTHING
        CREATE POLICY own ON shop.orders FOR SELECT TO PUBLIC USING (id > 0)
        ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY
        ALTER TABLE shop.items SET (fillfactor = 70)
        GRANT SELECT ON shop.orders TO PUBLIC
        COMMENT ON COLUMN shop.orders.total IS 'with tax'
        CREATE COLLATION shop.plain (PROVIDER = libc, LOCALE = 'C')
        CREATE TYPE shop.span AS RANGE (SUBTYPE = text, COLLATION = shop.plain)
        CREATE OPERATOR shop.=== (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(shop.===), HASHES)
        CREATE OPERATOR CLASS shop.whole FOR TYPE integer USING btree AS OPERATOR 3 shop.===, FUNCTION 1 btint4cmp(integer, integer)
        CREATE CAST (shop.place AS text) WITH INOUT AS ASSIGNMENT
        CREATE TEXT SEARCH DICTIONARY shop.plainly (TEMPLATE = simple, STOPWORDS = english)
        CREATE TEXT SEARCH CONFIGURATION shop.words (PARSER = "default")
        ALTER TEXT SEARCH CONFIGURATION shop.words ADD MAPPING FOR asciiword, word WITH shop.plainly, simple
        CREATE STATISTICS shop.together ON order_id, n FROM shop.items
        CREATE TABLE shop.base (id serial NOT NULL, kind text DEFAULT 'base', CHECK (kind <> ''))
        CREATE TABLE shop.derived (more int) INHERITS (shop.base)
        ALTER TABLE shop.derived ALTER kind SET DEFAULT 'derived'
        ALTER TABLE shop.log_2026 ALTER line SET DEFAULT 'none'
        CREATE TABLE shop.log_2027 (line text, at date NOT NULL)
        ALTER TABLE shop.log ATTACH PARTITION shop.log_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')
        CREATE TABLE shop.log_rest PARTITION OF shop.log DEFAULT PARTITION BY HASH (at)
        CREATE TABLE shop.log_rest_0 PARTITION OF shop.log_rest FOR VALUES WITH (MODULUS 1, REMAINDER 0)
        CREATE INDEX log_at ON shop.log (at)
        CREATE UNIQUE INDEX base_id ON shop.base (id)
        ALTER TABLE shop.base REPLICA IDENTITY USING INDEX base_id
        ALTER TABLE shop.items CLUSTER ON items_order_id_sku_key
        ALTER TABLE shop.items ALTER sku SET STATISTICS 500
        ALTER TABLE shop.items ALTER sku SET (n_distinct = 7)
        ALTER TABLE shop.items SET (toast.autovacuum_enabled = false)
        CREATE PUBLICATION feed FOR TABLE shop.base WITH (publish = 'insert')
        CREATE FUNCTION shop.watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not here''; END'
        CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE VIEW', 'DROP TABLE') EXECUTE FUNCTION shop.watched()
        ALTER EVENT TRIGGER watch DISABLE
        ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO pg_monitor
        ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC
        """.Split('\n'),
    ];
}
