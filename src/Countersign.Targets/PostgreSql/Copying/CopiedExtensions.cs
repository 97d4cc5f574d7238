using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>
/// Extensions that a copy may have. An extension is code that runs with all rights of the server, so only those are made that
/// the documentation calls trusted (Appendix F, "may be installed by non-superusers"), and pg_stat_statements, which only counts.
/// </summary>
internal static class CopiedExtensions
{
    private static readonly ImmutableHashSet<string> Allowed =
    [
        "btree_gin", "btree_gist", "citext", "cube", "dict_int", "dict_xsyn", "earthdistance", "fuzzystrmatch", "hstore", "intarray", "isn", "lo", "ltree",
        "pg_stat_statements", "pg_trgm", "pgcrypto", "seg", "tablefunc", "tcn", "tsm_system_rows", "tsm_system_time", "unaccent", "\"uuid-ossp\"",
    ];

    /// <summary>
    /// Which of them the throwaway server lacks, by name and version; one row a name. Asked before anything is made, so that the
    /// reason is this and not the tables that fail without it.
    /// </summary>
    internal const string AvailableSql = "SELECT quote_ident(name), quote_literal(version) FROM pg_available_extension_versions";

    /// <summary>Null when all can be made.</summary>
    internal static string? Obstacle(Schema schema, ImmutableArray<ImmutableArray<string?>> available)
    {
        foreach (var extension in schema.Objects.Where(o => o.Kind == SchemaObjectKind.Extension))
        {
            if (!Allowed.Contains(extension.Identity))
                return $"the target uses the extension `{extension.Identity}`, whose code would run with all rights in the throwaway server; "
                    + "only trusted extensions are copied. Switch rehearsals off for this target, or let people sign without them";
            if (!available.Any(a => a[0] == extension.Identity && extension.Definition.EndsWith(" VERSION " + a[1], StringComparison.Ordinal)))
                return $"the throwaway server has no `{extension.Definition[(extension.Definition.IndexOf("EXTENSION ", StringComparison.Ordinal) + 10)..]}`; "
                    + "install the package with the server's contributed modules (`postgresql-contrib`) on this machine, or ALTER EXTENSION … UPDATE in the target";
        }

        return null;
    }
}
