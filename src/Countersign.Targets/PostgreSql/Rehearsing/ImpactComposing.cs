using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Puts together what was read in the transaction, from the event triggers and from the catalogue before and after.</summary>
internal static class ImpactComposing
{
    internal static Impact Of(
        Statement statement, TransactionSight sight, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events) =>
        sight.ToImpact() with
        {
            Scans = ScansOf(statement.Source.Kind, sight),
            Rewrites = RewritesOf(statement.Source.Kind, before, after, events),
            Objects = ObjectsOf(before, events),
            Rights = after.RightsChangedSince(before),
            Sequences =
            [
                .. after.Sequences.Where(s => before.Sequences.TryGetValue(s.Key, out var was) && was != s.Value)
                    .Select(s => s.Key.Split('.', 2)).Select(s => new ObjectName(s[0], s[1])).OrderBy(s => s.ToString(), StringComparer.Ordinal),
            ],
        };

    /// <summary>
    /// A query's plan on a small copy tells nothing, so a scan counts only where the lock is one that queries and row changes
    /// do not take. TRUNCATE counts one for building the indexes of what is empty by then.
    /// </summary>
    private static ImmutableArray<ObjectName> ScansOf(string kind, TransactionSight sight) =>
        kind.Split(' ')[0] is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "WITH" or "VALUES" or "TABLE" or "COPY" or "EXECUTE" or "EXPLAIN" or "TRUNCATE"
            ? []
            : sight.Scanned(LockStrength.ShareUpdateExclusive);

    private static ImmutableArray<Rewrite> RewritesOf(
        string kind, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events)
    {
        var reasons = events.Where(e => e.Kind == "rewrite").GroupBy(e => e.Oid!).ToDictionary(g => g.Key, g => g.Aggregate(0, (r, e) => r | e.Reason));
        var written = after.Files.Where(f => before.Files.TryGetValue(f.Key, out var was) && was.File != f.Value.File).ToList();
        var tables = written.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. written.Where(f => f.Value.TableOid is not { } table || !tables.Contains(table))
                .Select(f => new Rewrite(new(f.Value.Schema, f.Value.Name), ReasonOf(reasons.GetValueOrDefault(f.Key), kind)))
                .OrderBy(r => r.Relation.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Bits as in PostgreSQL's event_trigger.h.</summary>
    private static string ReasonOf(int reason, string kind) => reason switch
    {
        0 => kind.StartsWith("TRUNCATE", StringComparison.Ordinal) ? "truncated" : "written anew",
        _ when (reason & 4) != 0 => "the type of a column changed",
        _ when (reason & 2) != 0 => "every row gets a value that must be computed",
        _ when (reason & 1) != 0 => "its persistence changed",
        _ => "its access method changed",
    };

    private static ImmutableArray<ObjectChange> ObjectsOf(CatalogueSnapshot before, ImmutableArray<LoggedEvent> events) =>
    [
        .. events.Where(e => e is { Kind: not "rewrite", Identity: not null, What: not null })
            .Select(e => new ObjectChange(VerbOf(e, before), e.What!, e.Identity!)).Distinct()
            .OrderBy(o => o.Identity, StringComparer.Ordinal).ThenBy(o => o.What, StringComparer.Ordinal).ThenBy(o => o.Verb),
    ];

    private static ObjectVerb VerbOf(LoggedEvent e, CatalogueSnapshot before) =>
        e.Kind == "drop" ? ObjectVerb.Drops
        : e.Tag.StartsWith("CREATE", StringComparison.Ordinal) && !before.Files.ContainsKey(e.Oid ?? "") && !before.Rights.Any(r => r.Object == e.Oid) ? ObjectVerb.Creates
        : ObjectVerb.Alters;
}
