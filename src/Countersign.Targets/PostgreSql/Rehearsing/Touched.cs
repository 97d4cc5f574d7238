using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements.PostgreSql;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Observing;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// What of the schema a statement can have changed, by what it locked, what event triggers reported and whose rights are others
/// now. Reading only that keeps a plan's cost from growing with the schema. Closed.
/// </summary>
internal abstract record Touched
{
    private Touched() { }

    /// <summary>Neither an event nor a right: the schema is as it was.</summary>
    internal sealed record Nothing : Touched;

    /// <summary>These, and what belongs to them.</summary>
    internal sealed record Some(CatalogueSelection Selection) : Touched;

    /// <summary>It cannot be told; all of it has to be read.</summary>
    internal sealed record Anything : Touched;

    internal static Touched Of(TransactionSight sight, CatalogueSnapshot before, CatalogueSnapshot after, ImmutableArray<LoggedEvent> events)
    {
        var rights = after.ObjectsWithOtherRights(before);
        if (events.IsEmpty && rights.IsEmpty) return new Nothing();
        if (rights.Contains("") || events.Any(e => IsUnclear(e) || (e.Oid is null && rights.IsEmpty))) return new Anything();
        HashSet<string> rows =
        [
            .. sight.Relations.Where(r => r.Strength > LockStrength.AccessShare).Select(r => r.Oid.ToString(CultureInfo.InvariantCulture)),
            .. rights, .. events.Select(e => e.Oid).OfType<string>(),
        ];
        var files = Files(rows, before, after);
        files.AddRange(Files(files.Select(f => f.TableOid).OfType<string>(), before, after));
        return new Some(new(
            [.. rows.Select(r => uint.Parse(r, CultureInfo.InvariantCulture))],
            [.. files.Select(f => Quoting.Quote(new Statements.ObjectName(f.Schema, f.Name)))],
            Roles: !after.HasSameRoles(before)));
    }

    private static List<FileOfRelation> Files(IEnumerable<string> rows, CatalogueSnapshot before, CatalogueSnapshot after) =>
        [.. rows.SelectMany(r => new[] { before.Files.GetValueOrDefault(r), after.Files.GetValueOrDefault(r) }).OfType<FileOfRelation>()];

    /// <summary>An extension brings objects that no event names.</summary>
    private static bool IsUnclear(LoggedEvent e) =>
        e.Tag.Contains("EXTENSION", StringComparison.Ordinal) || e.Tag.Contains("DEFAULT PRIVILEGES", StringComparison.Ordinal);
}
