using System.Text;
using System.Text.Json;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// A statement on rows with its WHERE left out. The made-up rows of a copy rarely meet a condition that production's do, and
/// then nothing would be seen of triggers and cascades.
/// </summary>
internal static class WithoutCondition
{
    private static readonly ImmutableArray<string> Kinds = ["DeleteStmt", "UpdateStmt"];

    /// <summary>Null when it is not such a statement, or has no condition.</summary>
    internal static string? Of(Statement statement, int major)
    {
        if (PostgreSqlParser.For(major).Parse(statement.Source.Bytes) is not ParseOutcome.Tree tree) return null;
        using var document = JsonDocument.Parse(tree.Json, new() { MaxDepth = 1000 });
        var all = document.RootElement.GetProperty("stmts");
        if (all.GetArrayLength() != 1) return null;
        var root = all[0].GetProperty("stmt").EnumerateObject().First();
        if (!Kinds.Contains(root.Name) || !root.Value.TryGetProperty("whereClause", out var condition)) return null;
        var start = Locations(condition).DefaultIfEmpty(-1).Min();
        if (start < 0) return null;
        // From the condition's first token back to its keyword; a location counts bytes.
        var before = Encoding.UTF8.GetString(statement.Source.Bytes.Span[..start]);
        var keyword = before.LastIndexOf("WHERE", StringComparison.OrdinalIgnoreCase);
        return keyword < 0 ? null : before[..keyword];
    }

    private static IEnumerable<int> Locations(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(p =>
            p.NameEquals("location") && p.Value.TryGetInt32(out var at) && at >= 0 ? [at] : Locations(p.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Locations),
        _ => [],
    };
}
