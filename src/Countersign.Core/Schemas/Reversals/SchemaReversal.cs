using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Schemas.Reversals;

/// <summary>
/// What undoes a statement, from the schema before and after it. How the statement came to its effect does not matter, so
/// cascades and dynamic SQL are covered. Definitions come back, never rows; see docs/decisions/0020.
/// </summary>
public static class SchemaReversal
{
    /// <summary>Reasons shown of those there are.</summary>
    private const int ShownReasons = 3;

    /// <summary>
    /// Statements, separated by `;` and a line feed, that restore <paramref name="before"/> when they run right after; they can
    /// fail later, when rows came in that the old definitions do not admit. Or the reason why nothing restores it.
    /// </summary>
    /// <param name="difference">From <paramref name="before"/> to <paramref name="after"/>.</param>
    /// <param name="impact">What was seen beside the schema: rows, truncations, sequences.</param>
    /// <param name="standardConversion">
    /// True when the statement has no USING clause, so that a type changed by PostgreSQL's own conversion. Otherwise a rewritten
    /// column counts as lost: an expression can have turned every value into the same one.
    /// </param>
    public static Reversal Of(SchemaDifference difference, Schema before, Schema after, Impact impact, bool standardConversion = false)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(impact);
        var lost = DataLoss.Of(impact, before).Concat(DataLoss.Replaced(before, after)).Concat(BesideSchema.Of(impact, difference)).ToList();
        if (lost.Count > 0) return Irreversible(lost);
        var roles = RoleReversals.MadeBeside(impact, difference).ToList();
        if (difference.IsEmpty && roles.Count == 0)
            return new Reversal.Irreversible(impact.Session.IsEmpty ? "it changes nothing that could be undone" : "it changes only its session, and that ends with it");

        var names = new RenamedNames(difference.Objects);
        var changes = Paired(difference, names);
        var rewritten = impact.Rewrites.Select(r => Statements.PostgreSql.Quoting.Quote(r.Relation)).ToImmutableHashSet(StringComparer.Ordinal);
        var context = new ReversalContext(before, after, changes, rewritten, standardConversion, impact.Rights);
        var undo = changes.SelectMany(c => Families.Of(c, names, context)).Concat(roles).ToList();
        undo = [.. Recreations.Expanded(undo, context)];
        lost = [.. undo.OfType<Undo.Lost>().Select(l => l.Because)];
        return lost.Count > 0
            ? Irreversible(lost)
            : new Reversal.By(string.Join(";\n", StepOrder.Of(undo.OfType<Undo.Step>(), after).Select(s => s.Sql.TrimEnd(';', ' ', '\n')).Distinct(StringComparer.Ordinal)));
    }

    private static Reversal.Irreversible Irreversible(List<string> reasons)
    {
        var shown = reasons.Distinct(StringComparer.Ordinal).ToList();
        return new(string.Join("; ", shown.Take(ShownReasons)) + (shown.Count > ShownReasons ? $"; and {shown.Count - ShownReasons} more" : ""));
    }

    /// <summary>What is told apart by names alone, or has the address of what it is about, and so is another when a name in it changes.</summary>
    private static bool Follows(SchemaObject o) => o.Address is null || o.Kind is SchemaObjectKind.Owner or SchemaObjectKind.Grant or SchemaObjectKind.Comment
        or SchemaObjectKind.TableSetting or SchemaObjectKind.DefaultPrivilege or SchemaObjectKind.Membership or SchemaObjectKind.Other;

    /// <summary>What went and came again under one name is one change, except where it had content.</summary>
    private static ImmutableArray<ObjectDifference> Paired(SchemaDifference difference, RenamedNames names)
    {
        var gone = difference.Objects.Where(d => d.After is null && !Families.HoldsData(d.Before!.Kind))
            .ToDictionary(d => (d.Before!.Kind, d.Before.Identity), d => d.Before!);
        var followers = difference.Objects.Where(d => d.After is null && Follows(d.Before!))
            .ToLookup(d => (d.Before!.Kind, d.Before.Definition), d => d.Before!);
        var paired = new HashSet<SchemaObject>(ReferenceEqualityComparer.Instance);
        var changes = new List<ObjectDifference>();
        foreach (var d in difference.Objects.Where(d => d.After is not null))
        {
            if (d.Before is null && Follows(d.After!) && followers[(d.After!.Kind, names.Undone(d.After.Definition, d.After))].FirstOrDefault() is { } same)
                paired.Add(same);
            else if (d.Before is null && gone.TryGetValue((d.After!.Kind, d.After.Identity), out var was) && paired.Add(was))
            {
                if (was.Definition != d.After.Definition) changes.Add(new(was, d.After));
            }
            else changes.Add(d);
        }

        changes.AddRange(difference.Objects.Where(d => d.After is null && !paired.Contains(d.Before!)));
        return [.. changes];
    }
}
