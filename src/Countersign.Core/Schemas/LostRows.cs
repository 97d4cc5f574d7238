namespace Countersign.Schemas;

/// <summary>What no script from head to base brings back, in clauses: definitions return, rows and values do not.</summary>
public static class LostRows
{
    /// <summary>One clause an object that had data: tables, columns, and columns whose type is another.</summary>
    public static ImmutableArray<string> Of(SchemaDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var gone = difference.Objects.Where(d => d is { After: null, Before.Kind: SchemaObjectKind.Table }).Select(d => d.Before!.Identity).ToImmutableHashSet();
        return [.. difference.Objects.Select(d => Clause(d, gone)).OfType<string>()];
    }

    private static string? Clause(ObjectDifference d, ImmutableHashSet<string> gone) => d switch
    {
        { After: null, Before: { Kind: SchemaObjectKind.Table } table } => $"the rows of `{table.Identity}` are gone",
        { After: null, Before: { Kind: SchemaObjectKind.Column } column } when !gone.Contains(column.Parent ?? "") && !IsComputed(column) =>
            $"the values of `{column.Identity}` are gone",
        { Before: { Kind: SchemaObjectKind.Column } before, After: { } after } when TypeOf(before) != TypeOf(after) && !IsComputed(before) =>
            $"values of `{before.Identity}` that `{TypeOf(after)}` does not hold are cut, rounded or refused, and do not come back",
        { After: null, Before: { Kind: SchemaObjectKind.Sequence } sequence } => $"the position of `{sequence.Identity}` is gone",
        _ => null,
    };

    private static bool IsComputed(SchemaObject column) => TypeOf(column).StartsWith("AS ", StringComparison.Ordinal);

    /// <summary>A definition is `name type …`; a type may have brackets with spaces in it.</summary>
    private static string TypeOf(SchemaObject column)
    {
        var rest = column.Definition.AsSpan();
        var name = column.Identity.AsSpan(Math.Min(column.Identity.Length, (column.Parent?.Length ?? -1) + 1));
        if (rest.StartsWith(name)) rest = rest[name.Length..].TrimStart();
        if (rest.StartsWith("AS ")) return rest.ToString();
        var depth = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '(') depth++;
            else if (rest[i] == ')') depth--;
            else if (rest[i] == ' ' && depth == 0) return rest[..i].ToString();
        }

        return rest.ToString();
    }
}
