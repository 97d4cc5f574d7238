using System.Text.Json;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Whether a statement converts columns by expressions of its own, by the parse tree.</summary>
internal static class UsingClauses
{
    /// <summary>
    /// True when it is an ALTER TABLE and none of its type changes has a USING clause, which the tree keeps where a default would
    /// be. What hides its statements, as a DO block does, may have one.
    /// </summary>
    internal static bool ConvertsByTheServersOwnRules(Statement statement, int major) => ConvertsByTheServersOwnRules(statement.Source.Bytes, major);

    /// <summary>The same of its text, in UTF-8.</summary>
    internal static bool ConvertsByTheServersOwnRules(ReadOnlyMemory<byte> sql, int major)
    {
        if (PostgreSqlParser.For(major).Parse(sql) is not ParseOutcome.Tree tree) return false;
        using var document = JsonDocument.Parse(tree.Json, new() { MaxDepth = 1000 });
        var statements = document.RootElement.GetProperty("stmts");
        return statements.GetArrayLength() == 1
            && statements[0].GetProperty("stmt").TryGetProperty("AlterTableStmt", out var alter)
            && alter.TryGetProperty("cmds", out var commands)
            && commands.EnumerateArray().All(c => !HasUsing(c));
    }

    private static bool HasUsing(JsonElement node) =>
        !node.TryGetProperty("AlterTableCmd", out var command)
        || (command.TryGetProperty("subtype", out var subtype) && subtype.ValueEquals("AT_AlterColumnType")
            && command.TryGetProperty("def", out var def) && def.TryGetProperty("ColumnDef", out var column) && column.TryGetProperty("raw_default", out _));
}
