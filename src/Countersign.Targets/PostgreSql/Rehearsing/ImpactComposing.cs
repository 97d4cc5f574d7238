using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Puts together what was read in the transaction, from the event triggers and from the catalogue before and after.</summary>
internal static class ImpactComposing
{
    /// <param name="emptied">Oids of tables that were truncated, see <see cref="Emptied"/>.</param>
    internal static Impact Of(
        Statement statement, TransactionSight sight, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events,
        ImmutableHashSet<string> emptied) =>
        sight.ToImpact() with
        {
            Scans = ScansOf(statement.Source.Kind, sight with { Relations = [.. sight.Relations.Where(r => before.Files.ContainsKey(OidOf(r)) && !emptied.Contains(OidOf(r)))] }),
            Rewrites = RewritesOf(statement.Source.Kind, before, after, events, emptied),
            Objects = ObjectsOf(before, events),
            Rights = after.RightsChangedSince(before),
            Sequences = MovedSequences(before, after),
        };

    /// <summary>In ordinal order; one that came or went was not moved.</summary>
    internal static ImmutableArray<ObjectName> MovedSequences(CatalogueSnapshot before, CatalogueSnapshot after) =>
    [
        .. after.Sequences.Where(s => before.Sequences.TryGetValue(s.Key, out var was) && was != s.Value)
            .Select(s => s.Key.Split('.', 2)).Select(s => new ObjectName(s[0], s[1])).OrderBy(s => s.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>
    /// A query's plan on a small copy tells nothing, so a scan counts only where the lock is one that queries and row changes
    /// do not take. What is new was empty, and what was truncated is: building their indexes reads nothing, though it counts.
    /// </summary>
    private static ImmutableArray<ObjectName> ScansOf(string kind, TransactionSight sight) =>
        kind.Split(' ')[0] is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "WITH" or "VALUES" or "TABLE" or "COPY" or "EXECUTE" or "EXPLAIN"
            ? []
            : sight.Scanned(LockStrength.ShareUpdateExclusive);

    private static string OidOf(RelationSight sight) => sight.Oid.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<Rewrite> RewritesOf(
        string kind, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events, ImmutableHashSet<string> emptied)
    {
        var reasons = events.Where(e => e.Kind == "rewrite").GroupBy(e => e.Oid!).ToDictionary(g => g.Key, g => g.Aggregate(0, (r, e) => r | e.Reason));
        var written = after.WrittenSince(before);
        var tables = written.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. written.Where(f => f.Value.TableOid is not { } table || !tables.Contains(table))
                .Select(f => new Rewrite(new(f.Value.Schema, f.Value.Name), ReasonOf(reasons.GetValueOrDefault(f.Key), IsTruncated(f.Key))))
                .OrderBy(r => r.Relation.ToString(), StringComparer.Ordinal),
        ];

        // An empty table that is written anew is as empty as before.
        bool IsTruncated(string oid) => emptied.Contains(oid) && kind.Split(' ')[0] is not ("CLUSTER" or "VACUUM" or "ALTER");
    }

    /// <summary>Bits as in PostgreSQL's event_trigger.h.</summary>
    private static string ReasonOf(int reason, bool isTruncated) => reason switch
    {
        0 => isTruncated ? "truncated" : "written anew",
        _ when (reason & 4) != 0 => "the type of a column changed",
        _ when (reason & 2) != 0 => "every row gets a value that must be computed",
        _ when (reason & 1) != 0 => "its persistence changed",
        _ => "its access method changed",
    };

    private static ImmutableArray<ObjectChange> ObjectsOf(CatalogueSnapshot before, ImmutableArray<LoggedEvent> events) =>
    [
        .. events.Where(e => e is { Kind: not "rewrite", Identity: not null, What: not null } && !IsPassing(e, before))
            .Select(e => new ObjectChange(VerbOf(e, before), e.What!, e.Identity!)).Distinct()
            .OrderBy(o => o.Identity, StringComparer.Ordinal).ThenBy(o => o.What, StringComparer.Ordinal).ThenBy(o => o.Verb),
    ];

    /// <summary>A table of the server's own that came and went within the statement; its name has an oid in it, which differs every time.</summary>
    private static bool IsPassing(LoggedEvent e, CatalogueSnapshot before) =>
        e.Kind == "drop" && e.Identity!.Contains("pg_temp.pg_temp_", StringComparison.Ordinal) && !before.Files.ContainsKey(e.Oid!);

    private static ObjectVerb VerbOf(LoggedEvent e, CatalogueSnapshot before) =>
        e.Kind == "drop" ? ObjectVerb.Drops
        : e.Tag.StartsWith("CREATE", StringComparison.Ordinal) && !before.Files.ContainsKey(e.Oid ?? "") && !before.Rights.Any(r => r.Object == e.Oid) ? ObjectVerb.Creates
        : ObjectVerb.Alters;
}
