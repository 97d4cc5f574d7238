using Countersign.Reports;
using Countersign.Schemas;

namespace Countersign.Drift;

/// <summary>What differs between two schemas, in clauses for people. They hold names from the target; not encoded for any output.</summary>
public static class DriftClauses
{
    /// <summary>Clauses that a sentence names before it counts.</summary>
    private const int Named = 8;

    /// <summary>One clause an object; what came or went with its table is not named again.</summary>
    public static ImmutableArray<string> Of(SchemaDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var came = Whole(difference, d => d.Before is null ? d.After : null);
        var went = Whole(difference, d => d.After is null ? d.Before : null);
        return
        [
            .. from d in difference.Objects
               where !(d.Before is null && d.After!.Parent is { } parent && came.Contains(parent))
                   && !(d.After is null && d.Before!.Parent is { } owner && went.Contains(owner))
               select Clause(d),
        ];
    }

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Brief(SchemaDifference difference)
    {
        var clauses = Of(difference);
        return clauses.Length <= Named
            ? string.Join("; ", clauses)
            : $"{string.Join("; ", clauses.Take(Named))}; and {Counts.Number(clauses.Length - Named)} more";
    }

    private static ImmutableHashSet<string> Whole(SchemaDifference difference, Func<ObjectDifference, SchemaObject?> side) =>
        [.. difference.Objects.Select(side).OfType<SchemaObject>().Where(o => o.Parent is null).Select(o => o.Identity)];

    private static string Clause(ObjectDifference d) => (d.Before, d.After) switch
    {
        (null, { } after) => $"{Name(after)} is new",
        ({ } before, null) => $"{Name(before)} is gone",
        ({ } before, { } after) when before.Identity != after.Identity => $"{Name(before)} is called `{after.Identity}` now",
        ({ } before, _) => $"{Name(before)} is another",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Name(SchemaObject o) => $"{DifferenceLines.Word(o)} `{o.Identity}`";
}
