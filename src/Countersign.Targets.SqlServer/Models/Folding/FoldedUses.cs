using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>What uses a column, so that it cannot be dropped, or would not follow its new name.</summary>
internal static class FoldedUses
{
    internal static FoldedTable DropColumn(FoldedTable table, string name, AlterTableDropTableElement element, Fold fold)
    {
        if (table.Find(name) is not { } column)
        {
            if (!element.IsIfExists) fold.Cannot(element, $"`{table.Name}` has no column `{name}`");
            return table;
        }

        fold.Database.Tables[table.Name] = table; // as the elements before have left it
        if (UserOf(table, name, fold, keys: true) is { } user) fold.Cannot(element, $"{user} uses column `{name}` of `{table.Name}`, so that the server would not drop it");
        fold.Database.Properties.RemoveAll(p => p.IsOfChild(table.Name, "COLUMN", name));
        return table with { Columns = table.Columns.Remove(column) };
    }

    /// <summary>What names a column; with <paramref name="keys"/>, also what follows a rename.</summary>
    internal static string? UserOf(FoldedTable table, string column, Fold fold, bool keys)
    {
        if (table.Columns.Find(c => c.Mentions.Contains(column)) is { } computed) return $"column `{computed.Name}`";
        if (table.Constraints.Find(c => c.Mentions.Contains(column)) is { } check) return $"constraint `{check.Name ?? "without a name"}`";
        if (table.Inline.Find(i => i.Mentions.Contains(column)) is { Name: not null } inline) return $"index `{inline.Name}`";
        if (fold.Database.Indexes.Find(i => i.Owner == table.Name && i.Mentions.Contains(column)) is { } filter) return $"index `{filter.Name}`";
        if (!keys) return null;
        if (table.Constraints.Find(c => c.Kind == ConstraintKind.Default && ItemName.Same(c.Column!, column)) is { } value)
            return $"default `{value.Name ?? "without a name"}`";
        foreach (var (of, text) in fold.Database.Templates())
            if (text.UsesColumn(table.Name, column)) return of;
        return null;
    }
}
