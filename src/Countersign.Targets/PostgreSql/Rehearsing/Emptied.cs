using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Tables that were truncated, whoever said so. The server tells no event trigger of it: such a table has another file, which
/// is empty, and was not rewritten by ALTER TABLE.
/// </summary>
internal static class Emptied
{
    private const string Sql =
        "SELECT c.oid::text FROM pg_class c WHERE c.oid = ANY ($1::text[]::oid[]) AND c.relkind = 'r' AND pg_relation_size(c.oid) = 0";

    /// <summary>Their oids.</summary>
    internal static async Task<ImmutableHashSet<string>> Of(
        NpgsqlConnection superuser, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events, CancellationToken cancellation)
    {
        var rewritten = events.Where(e => e.Kind == "rewrite").Select(e => e.Oid).ToHashSet(StringComparer.Ordinal);
        string[] fresh = [.. after.WrittenSince(before).Where(f => f.Value.TableOid is null && !rewritten.Contains(f.Key)).Select(f => f.Key)];
        return fresh.Length == 0 ? [] : [.. (await superuser.Rows(Sql, [fresh], cancellation)).Select(r => r[0]!)];
    }
}
