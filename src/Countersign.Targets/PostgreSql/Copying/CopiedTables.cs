using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>Puts tables together from their parts, with the columns in the target's order.</summary>
internal static class CopiedTables
{
    /// <summary>Tables in the order in which they were made, because parents are made before their children.</summary>
    internal static IEnumerable<CopyStep> Of(Schema schema)
    {
        var columns = schema.Objects.Where(o => o.Kind == SchemaObjectKind.Column).ToLookup(o => o.Parent!);
        return schema.Objects.Where(o => o.Kind == SchemaObjectKind.Table).OrderBy(CopyOrder.Age)
            .SelectMany(table => StepsOf(table, string.Join(", ", columns[table.Identity].Select(c => c.Definition))));
    }

    /// <summary>
    /// A partition has the columns of its table. One whose columns are listed differs from it in them, in a default or in their
    /// order, and is made by itself first.
    /// </summary>
    private static IEnumerable<CopyStep> StepsOf(SchemaObject table, string columns)
    {
        var name = table.Identity;
        var afterName = table.Definition.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var (head, tail) = (table.Definition[..afterName], table.Definition[afterName..]);
        if (table.Parent is not { } parent || columns.Length == 0)
        {
            yield return new(table, tail.StartsWith(" ()", StringComparison.Ordinal) ? $"{head} ({columns}){tail[3..]}" : table.Definition);
            yield break;
        }

        var bound = tail[$" PARTITION OF {parent} ".Length..];
        var partitioned = bound.LastIndexOf(" PARTITION BY ", StringComparison.Ordinal);
        var (values, key) = partitioned < 0 ? (bound, "") : (bound[..partitioned], bound[partitioned..]);
        yield return new(table, $"{head} ({columns}){key}; ALTER TABLE ONLY {parent} ATTACH PARTITION {name} {values}");
    }
}
