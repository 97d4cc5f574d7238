using System.Collections.Frozen;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Functions of pg_catalog that neither write, nor signal, nor run text they are given as SQL. Everything that is
/// not here counts as code that cannot be read: what is dangerous is not known completely, and a rehearsal does not
/// see most of it (server files, signals, replication slots). Never turn this into a list of forbidden names.
/// </summary>
internal static class KnownFunctions
{
    internal static bool OnlyReads(ObjectName function, ServerFacts server) =>
        IsOfCatalog(function, server) && HarmlessFunctions.Of(server.Major).Contains(function.Name);

    /// <summary>
    /// True when each row gets a value of its own, so that a default of it cannot be stored once for all rows.
    /// </summary>
    internal static bool IsVolatile(ObjectName function, ServerFacts server) =>
        !IsOfCatalog(function, server) || Volatile.Contains(function.Name) || !HarmlessFunctions.Of(server.Major).Contains(function.Name);

    /// <summary>Written with the schema, or found there first.</summary>
    internal static bool IsOfCatalog(ObjectName function, ServerFacts server) =>
        function.Schema == "pg_catalog" || (function.Schema is null && server.CatalogComesFirst);

    private static readonly FrozenSet<string> Volatile = FrozenSet.ToFrozenSet(
    [
        "array_sample", "array_shuffle", "clock_timestamp", "currval", "gen_random_uuid", "lastval", "nextval", "random", "random_normal",
        "setval", "timeofday", "uuidv4", "uuidv7",
    ]);
}
