using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Columns, and what ALTER COLUMN makes of them.</summary>
internal static class FoldedColumns
{
    internal static FoldedColumn Of(ColumnDefinition column, Fold fold)
    {
        var name = column.ColumnIdentifier.Value;
        var nullable = column.Constraints.OfType<NullableConstraintDefinition>().FirstOrDefault()?.Nullable;
        if (column.ComputedColumnExpression is { } expression)
        {
            var persisted = column.IsPersisted ? " PERSISTED" : "";
            return new(name, $"AS {fold.Of(expression)}{persisted}", Mentions.Of(expression)) { IsComputed = true, Nullable = nullable };
        }

        return new(name, column.DataType is { } type ? fold.Of(type) : "timestamp", [])
        {
            Collation = column.Collation?.Value,
            Identity = column.IdentityOptions is { } identity ? Identity(identity, fold) : null,
            Nullable = nullable,
            IsRowGuid = column.IsRowGuidCol,
            Storage = StorageOf(column, fold),
        };
    }

    internal static FoldedTable Alter(FoldedTable table, AlterTableAlterColumnStatement change, Fold fold)
    {
        var name = change.ColumnIdentifier.Value;
        if (table.Find(name) is not { } column)
        {
            fold.Cannot(change, $"`{table.Name}` has no column `{name}`");
            return table;
        }

        if (change.DataType is null) return table.With(Switch(column, change, table, fold));
        if (column.Storage is not null || change.StorageOptions?.FragmentLength > 0 || change.IsMasked || change.Encryption is not null || change.GeneratedAlways is not null)
            fold.Cannot(change, $"column `{name}` of `{table.Name}` has storage or masking of its own, and what ALTER COLUMN leaves of it is not known");
        if (column.IsComputed) fold.Cannot(change, $"column `{name}` of `{table.Name}` is computed, which ALTER COLUMN cannot change");
        return table.With(column with
        {
            Type = fold.Of(change.DataType),
            Collation = change.Collation?.Value,
            Nullable = change.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull, // NULL where nothing says
        });
    }

    private static FoldedColumn Switch(FoldedColumn column, AlterTableAlterColumnStatement change, FoldedTable table, Fold fold)
    {
        switch (change.AlterTableAlterColumnOption)
        {
            case AlterTableAlterColumnOption.AddRowGuidCol:
                return column with { IsRowGuid = true };
            case AlterTableAlterColumnOption.DropRowGuidCol:
                return column with { IsRowGuid = false };
            case AlterTableAlterColumnOption.AddPersisted when column.IsComputed && !column.Type.EndsWith(" PERSISTED", StringComparison.Ordinal):
                return column with { Type = column.Type + " PERSISTED" };
            case AlterTableAlterColumnOption.DropPersisted when column.Type.EndsWith(" PERSISTED", StringComparison.Ordinal):
                return column with { Type = column.Type[..^" PERSISTED".Length] };
            case AlterTableAlterColumnOption.AddSparse when column.Storage is null:
                return column with { Storage = "SPARSE" };
            case AlterTableAlterColumnOption.DropSparse when column.Storage == "SPARSE":
                return column with { Storage = null };
            case AlterTableAlterColumnOption.AddMaskingFunction when column.Storage is null:
                return column with { Storage = $"MASKED WITH (FUNCTION = {fold.Of(change.MaskingFunction)})" };
            case AlterTableAlterColumnOption.DropMaskingFunction when column.Storage?.StartsWith("MASKED", StringComparison.Ordinal) == true:
                return column with { Storage = null };
            default:
                fold.Cannot(change, $"column `{column.Name}` of `{table.Name}` gets {change.AlterTableAlterColumnOption}, which is not folded");
                return column;
        }
    }

    private static string Identity(IdentityOptions identity, Fold fold)
    {
        var from = identity.IdentitySeed is { } seed ? $" ({fold.Of(seed)}, {fold.Of(identity.IdentityIncrement)})" : "";
        return $"IDENTITY{from}{(identity.IsIdentityNotForReplication ? " NOT FOR REPLICATION" : "")}";
    }

    private static string? StorageOf(ColumnDefinition column, Fold fold)
    {
        var parts = new List<string>();
        if (column.StorageOptions is { IsFileStream: true }) parts.Add("FILESTREAM");
        if (column.StorageOptions?.SparseOption == SparseColumnOption.Sparse) parts.Add("SPARSE");
        if (column.StorageOptions?.SparseOption == SparseColumnOption.ColumnSetForAllSparseColumns) parts.Add("COLUMN_SET FOR ALL_SPARSE_COLUMNS");
        if (column.IsMasked) parts.Add($"MASKED WITH (FUNCTION = {fold.Of(column.MaskingFunction)})");
        if (column.Encryption is { } encryption) parts.Add(fold.Of(encryption));
        if (column.GeneratedAlways is { } always)
            parts.Add(always is GeneratedAlwaysType.RowStart ? "GENERATED ALWAYS AS ROW START" : always is GeneratedAlwaysType.RowEnd ? "GENERATED ALWAYS AS ROW END" : Other(column, fold));
        if (column.IsHidden) parts.Add("HIDDEN");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static string Other(ColumnDefinition column, Fold fold)
    {
        fold.Cannot(column, $"column `{column.ColumnIdentifier.Value}` is generated in a way that is not folded");
        return "";
    }
}

/// <summary>Columns that an expression names: the server keeps its text, which no rename changes.</summary>
internal sealed class Mentions : TSqlFragmentVisitor
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    internal static ImmutableHashSet<string> Of(TSqlFragment? fragment)
    {
        var mentions = new Mentions();
        fragment?.Accept(mentions);
        return mentions._names.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public override void Visit(ColumnReferenceExpression node)
    {
        if (node.MultiPartIdentifier?.Identifiers is [.., var last]) _names.Add(last.Value);
    }
}
