namespace Countersign.Schemas;

/// <summary>
/// One thing of a database's schema, as small as it can change by itself: a column, a constraint and a grant are objects of
/// their own, so that a difference names exactly what differs.
/// </summary>
/// <param name="Identity">
/// What it is called, unique within its kind: qualified and quoted as SQL does, e.g. `shop.orders`, `shop.orders.total`.
/// </param>
/// <param name="Definition">The whole of it, as SQL in one canonical form; see <see cref="SchemaObjectKind"/>.</param>
/// <param name="Parent">Identity of the table, view, sequence or type that it belongs to and goes with; null for what stands alone.</param>
/// <param name="Address">
/// The same before and after a rename, within one database; never part of a fingerprint. Null where the dialect has none.
/// </param>
public sealed record SchemaObject(
    SchemaObjectKind Kind, string Identity, string Definition, string? Parent = null, CatalogueAddress? Address = null);

/// <summary>Where a catalogue keeps an object: table of the catalogue, row, and column number or 0.</summary>
public readonly record struct CatalogueAddress(uint Catalogue, uint Row, int Column);

/// <summary>What an object is. The order is one in which objects can be created.</summary>
public enum SchemaObjectKind
{
    /// <summary>A role that owns something or has rights; `CREATE ROLE app NOLOGIN …`. Never a password.</summary>
    Role,

    /// <summary>`GRANT app TO dev`.</summary>
    Membership,

    /// <summary>`CREATE SCHEMA shop`.</summary>
    Schema,

    /// <summary>`CREATE EXTENSION citext WITH SCHEMA public VERSION '1.6'`; what belongs to it is not listed.</summary>
    Extension,

    /// <summary>Enum, composite, range or domain: a complete `CREATE TYPE …` or `CREATE DOMAIN …`.</summary>
    Type,

    /// <summary>A complete `CREATE SEQUENCE …` with its bounds, never its position; not those of identity columns.</summary>
    Sequence,

    /// <summary>A complete `CREATE FUNCTION …`, `PROCEDURE` or `AGGREGATE`; the identity has the argument types.</summary>
    Routine,

    /// <summary>`CREATE OPERATOR …`, `CREATE CAST …`, `CREATE COLLATION …` and the like.</summary>
    Operator,

    /// <summary>The table without columns: `CREATE TABLE shop.orders PARTITION BY RANGE (placed_at)`, `UNLOGGED`, `INHERITS`, `PARTITION OF`.</summary>
    Table,

    /// <summary>A column clause as after `ADD COLUMN`, with everything that is the column's own: `total numeric(12,2) DEFAULT 0 NOT NULL`.</summary>
    Column,

    /// <summary>`CREATE VIEW …` or `CREATE MATERIALIZED VIEW …`, complete.</summary>
    View,

    /// <summary>`CREATE INDEX …` of an index that no constraint owns.</summary>
    Index,

    /// <summary>`ALTER TABLE ONLY shop.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id)`.</summary>
    Constraint,

    /// <summary>Row-level security switched on, replica identity, storage options: the `ALTER TABLE …` that sets it.</summary>
    TableSetting,

    /// <summary>`CREATE STATISTICS …`.</summary>
    Statistics,

    /// <summary>`CREATE TRIGGER …` with its state, or `CREATE EVENT TRIGGER …`.</summary>
    Trigger,

    /// <summary>`CREATE RULE …` other than a view's own.</summary>
    Rule,

    /// <summary>`CREATE POLICY …`.</summary>
    Policy,

    /// <summary>`ALTER TABLE shop.orders OWNER TO app`.</summary>
    Owner,

    /// <summary>One privilege, one grantee: `GRANT SELECT ON TABLE shop.orders TO app`. What everybody has by default is listed, too.</summary>
    Grant,

    /// <summary>`ALTER DEFAULT PRIVILEGES …`.</summary>
    DefaultPrivilege,

    /// <summary>`COMMENT ON …`.</summary>
    Comment,

    /// <summary>Publications, servers, settings of roles and databases, and what has no kind of its own.</summary>
    Other,
}
