using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Statements.PostgreSql;

namespace Countersign.Schemas.Reversals;

/// <summary>What no definition brings back.</summary>
internal static class DataLoss
{
    /// <summary>Only of relations that were there before: what came with the statement goes with its reversal.</summary>
    internal static IEnumerable<string> Of(Impact impact, Schema before)
    {
        var known = before.Objects.Where(o => o.Kind is SchemaObjectKind.Table or SchemaObjectKind.View or SchemaObjectKind.Sequence)
            .Select(o => o.Identity).ToHashSet(StringComparer.Ordinal);
        foreach (var rows in impact.Rows.Where(r => known.Contains(Quoting.Quote(r.Relation))))
            if (Verb(rows) is { } verb) yield return $"it {verb} rows of {Quoting.Quote(rows.Relation)}, and what they were before is not kept";
        foreach (var rewrite in impact.Rewrites.Where(r => IsTruncation(r) && known.Contains(Quoting.Quote(r.Relation))))
            yield return $"the rows of {Quoting.Quote(rewrite.Relation)} are gone";
        foreach (var sequence in impact.Sequences.Where(s => known.Contains(Quoting.Quote(s)) || IsOfIdentity(s, before)))
            yield return $"the sequence {Quoting.Quote(sequence)} was moved, and its position is not kept";
    }

    /// <summary>A table that was dropped and created alike leaves no difference, but another row of the catalogue.</summary>
    internal static IEnumerable<string> Replaced(Schema before, Schema after)
    {
        var now = after.Objects.Where(o => o.Kind == SchemaObjectKind.Table && o.Address is not null).ToDictionary(o => o.Identity, o => o.Address, StringComparer.Ordinal);
        var addresses = now.Values.ToHashSet();
        return before.Objects.Where(o => o.Kind == SchemaObjectKind.Table && o.Address is { } a && !addresses.Contains(a) && now.ContainsKey(o.Identity))
            .Select(o => $"the rows of table {o.Identity} are dropped, although one like it was created");
    }

    private static string? Verb(RowChange rows) => string.Join(" and ", new[]
    {
        (rows.Inserted, "inserts"), (rows.Updated, "updates"), (rows.Deleted, "deletes"),
    }.Where(v => v.Item1 > 0).Select(v => v.Item2)) is { Length: > 0 } words ? words : null;

    private static bool IsTruncation(Rewrite rewrite) => rewrite.Because.Contains("truncated", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sequences of identity columns are no objects of their own; their names begin with the table's.</summary>
    private static bool IsOfIdentity(ObjectName sequence, Schema before) => before.Objects.Any(o =>
        o.Kind == SchemaObjectKind.Column && o.Definition.Contains(" AS IDENTITY", StringComparison.Ordinal) && o.Parent is { } table
        && SqlTokens.PartsOf(table) is [var schema, var name] && schema == Quoting.Quote(sequence.Schema ?? "")
        && sequence.Name.StartsWith(name.Trim('"'), StringComparison.Ordinal));
}
