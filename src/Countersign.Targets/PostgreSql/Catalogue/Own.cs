namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Which rows of the catalogue are somebody's own: not the server's, not an extension's, not our own schemas'.</summary>
internal static class Own
{
    /// <summary>Tables, views and the like, as `c` in the schema `n`.</summary>
    internal const string Relations = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";

    /// <summary>
    /// Routines, as `p` in the schema `n`. The server's own 3,000 go first: writing out the arguments of each takes longer than all else,
    /// and a condition on the name would make it.
    /// </summary>
    internal static string Routines { get; } =
        $"FROM (SELECT f.* FROM pg_proc f JOIN pg_namespace s ON s.oid = f.pronamespace WHERE {Schema("s")} OFFSET 0) p JOIN pg_namespace n ON n.oid = p.pronamespace";

    /// <summary>The name of one of <see cref="Relations"/>.</summary>
    internal static string RelationName { get; } = Name("n.nspname", "c.relname");

    /// <summary>The condition on one of <see cref="Relations"/>.</summary>
    internal static string IsRelation { get; } = $"{Schema("n")} AND {Object("c", "pg_class")}";

    /// <summary>A condition on the alias of a row of pg_namespace.</summary>
    internal static string Schema(string alias) =>
        $"({alias}.nspname !~ '^pg_' AND {alias}.nspname NOT IN ('information_schema', 'countersign', '{Rehearsing.EventLog.Schema}'))";

    /// <summary>A condition on the alias of a row of another catalogue table.</summary>
    internal static string Object(string alias, string catalogue) =>
        $"NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = '{catalogue}'::regclass AND own.objid = {alias}.oid AND own.deptype = 'e')";

    /// <summary>An SQL expression for a qualified, quoted name.</summary>
    internal static string Name(string schema, string name) => $"quote_ident({schema}) || '.' || quote_ident({name})";
}
