using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>
/// Names as a server reports them, always with a schema, in the form that statements use: the first schema of the search path
/// is left out, so that one table has one name in a report.
/// </summary>
internal sealed class RelationNames(string? first)
{
    internal static RelationNames Of(SessionProfile session) =>
        new(session.Settings.TryGetValue("search_path", out var path) ? path.Split(',')[0].Trim().Trim('"') : null);

    internal ObjectName Short(ObjectName name) => name.Schema is { } schema && schema == first ? new(null, name.Name) : name;

    /// <summary>Reads `schema.name` and `schema.table.column` as SQL writes them. A column's table becomes part of its name.</summary>
    internal ObjectName Parse(string identity)
    {
        var dot = Dot(identity);
        return dot < 0 ? new(null, Bare(identity)) : Short(new(Bare(identity[..dot]), Bare(identity[(dot + 1)..])));
    }

    /// <summary>The first dot that is in neither quotes nor an argument list.</summary>
    private static int Dot(string identity)
    {
        var quoted = false;
        for (var i = 0; i < identity.Length; i++)
        {
            if (identity[i] == '"') quoted = !quoted;
            else if (!quoted && identity[i] == '(') return -1;
            else if (!quoted && identity[i] == '.') return i;
        }

        return -1;
    }

    private static string Bare(string name) =>
        name is ['"', .. var inner, '"'] && !inner.Replace("\"\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal)
            ? inner.Replace("\"\"", "\"", StringComparison.Ordinal)
            : name;
}
