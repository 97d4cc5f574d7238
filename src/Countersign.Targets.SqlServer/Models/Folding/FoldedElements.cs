using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Constraints and inline indexes of tables, and what is dropped from a table.</summary>
internal static class FoldedElements
{
    /// <param name="column">The column that a constraint stands at; null for one of the whole table.</param>
    internal static FoldedTable Add(FoldedTable table, ConstraintDefinition constraint, string? column, Fold fold)
    {
        var name = constraint.ConstraintIdentifier?.Value;
        if (name is not null && fold.Database.HasObject(table.Name with { Name = name })) fold.Cannot(constraint, $"`{name}` is there already");
        switch (constraint)
        {
            case DefaultConstraintDefinition value:
                var of = value.Column?.Value ?? column!;
                if (table.Find(of) is null) fold.Cannot(constraint, $"`{table.Name}` has no column `{of}`");
                return With(table, new(name, ConstraintKind.Default, Template.Plain($"DEFAULT {fold.Of(value.Expression)}"), []) { Column = of });
            case CheckConstraintDefinition check:
                var replication = check.NotForReplication ? "NOT FOR REPLICATION " : "";
                return With(table, new(name, ConstraintKind.Check,
                    Template.Plain($"CHECK {replication}({fold.Of(check.CheckCondition)})"), Mentions.Of(check.CheckCondition)));
            case ForeignKeyConstraintDefinition key:
                return With(table, new(name, ConstraintKind.ForeignKey, Reference(table, key, column, fold), []));
            case UniqueConstraintDefinition unique:
                return Unique(table, unique, column, fold);
            default:
                fold.Cannot(constraint, "this kind of constraint is not folded");
                return table;
        }
    }

    internal static FoldedTable Add(FoldedTable table, IndexDefinition index, string? column, Fold fold)
    {
        var columns = index.Columns.Count == 0 && column is not null && index.IndexType?.IndexTypeKind is not (IndexTypeKind.ClusteredColumnStore)
            ? Template.Column(table.Name, column)
            : FoldedIndexes.Columns(table.Name, index.Columns);
        var head = $"INDEX {ItemName.Quote(index.Name.Value)} {(index.Unique ? "UNIQUE " : "")}{TypeOf(index.IndexType)}";
        var included = index.IncludeColumns.Count == 0 ? Template.Plain("")
            : Template.Join(Template.Plain(" INCLUDE ("), FoldedIndexes.Columns(table.Name, index.IncludeColumns), Template.Plain(")"));
        var keys = columns.Parts.IsEmpty || columns.Text.Length == 0 ? Template.Plain("") : Template.Join(Template.Plain("("), columns, Template.Plain(")"));
        var tail = $"{(index.FilterPredicate is { } filter ? $" WHERE {fold.Of(filter)}" : "")}{Options(index.IndexOptions, fold)}{On(index.OnFileGroupOrPartitionScheme, fold)}";
        return table with { Inline = table.Inline.Add((index.Name.Value, Template.Join(Template.Plain(head), keys, included, Template.Plain(tail)), Mentions.Of(index.FilterPredicate))) };
    }

    internal static FoldedTable Drop(FoldedTable table, AlterTableDropTableElement element, Fold fold)
    {
        var name = element.Name?.Value ?? "";
        switch (element.TableElementType)
        {
            case TableElementType.Column:
                return FoldedUses.DropColumn(table, name, element, fold);
            case TableElementType.Constraint or TableElementType.NotSpecified
                when table.Constraints.Find(c => c.Name is { } known && ItemName.Same(known, name)) is { } constraint:
                fold.Database.Properties.RemoveAll(p => p.IsOfChild(table.Name, "CONSTRAINT", name));
                return table with { Constraints = table.Constraints.Remove(constraint) };
            case TableElementType.Index when table.Inline.Find(i => ItemName.Same(i.Name, name)) is { Name: not null } index:
                return table with { Inline = table.Inline.Remove(index) };
            default:
                if (!element.IsIfExists) fold.Cannot(element, $"no script before gives `{table.Name}` a constraint `{name}`");
                return table;
        }
    }

    private static FoldedTable Unique(FoldedTable table, UniqueConstraintDefinition unique, string? column, Fold fold)
    {
        var kind = unique.IsPrimaryKey ? ConstraintKind.PrimaryKey : ConstraintKind.Unique;
        var columns = unique.Columns.Count == 0 ? Template.Column(table.Name, column!) : FoldedIndexes.Columns(table.Name, unique.Columns);
        var clustered = unique.Clustered switch { true => " CLUSTERED", false => " NONCLUSTERED", null => "" };
        if (unique.IndexType?.IndexTypeKind is { } type) clustered = $" {TypeOf(unique.IndexType)}".TrimEnd();
        var tail = $"{Options(unique.IndexOptions, fold)}{On(unique.OnFileGroupOrPartitionScheme, fold)}";
        var body = Template.Join(Template.Plain($"{(unique.IsPrimaryKey ? "PRIMARY KEY" : "UNIQUE")}{clustered} ("), columns, Template.Plain($"){tail}"));
        if (unique.IsPrimaryKey)
            foreach (var key in table.Columns.Where(c => body.UsesColumn(table.Name, c.Name) && c.Nullable is null && !c.IsComputed).ToList())
                table = table.With(key with { Nullable = false }); // and stays so without the key
        return With(table, new(unique.ConstraintIdentifier?.Value, kind, body, []));
    }

    private static Template Reference(FoldedTable table, ForeignKeyConstraintDefinition key, string? column, Fold fold)
    {
        var other = ItemName.Of(key.ReferenceTableName);
        var own = key.Columns.Count == 0 ? [column!] : key.Columns.Select(c => c.Value);
        var theirs = key.ReferencedTableColumns.Select(c => c.Value).ToList();
        var primary = (other == table.Name ? table : fold.Database.Tables.GetValueOrDefault(other))?.Constraints.Find(c => c.Kind == ConstraintKind.PrimaryKey);
        if (theirs.Count == 0 && primary is not null)
            theirs = [.. primary.Body.Parts.Select(p => p.Name).OfType<NameUse.Column>().Select(c => c.Name)];
        var actions = $"{Action(" ON DELETE", key.DeleteAction)}{Action(" ON UPDATE", key.UpdateAction)}{(key.NotForReplication ? " NOT FOR REPLICATION" : "")}";
        var referred = theirs.Count == 0 ? Template.Plain("") : Template.Join(
            Template.Plain(" ("), Template.List(theirs.Select(c => Template.Column(other, c))), Template.Plain(")"));
        return Template.Join(
            Template.Plain("FOREIGN KEY ("), Template.List(own.Select(c => Template.Column(table.Name, c))), Template.Plain(") REFERENCES "),
            Template.Of(other), referred, Template.Plain(actions));
    }

    private static string Action(string when, DeleteUpdateAction action) => action switch
    {
        DeleteUpdateAction.Cascade => $"{when} CASCADE",
        DeleteUpdateAction.SetNull => $"{when} SET NULL",
        DeleteUpdateAction.SetDefault => $"{when} SET DEFAULT",
        _ => "",
    };

    private static FoldedTable With(FoldedTable table, FoldedConstraint constraint) => table with { Constraints = table.Constraints.Add(constraint) };

    private static string TypeOf(IndexType? type) => type?.IndexTypeKind switch
    {
        IndexTypeKind.Clustered => "CLUSTERED ",
        IndexTypeKind.NonClustered => "NONCLUSTERED ",
        IndexTypeKind.NonClusteredHash => "NONCLUSTERED HASH ",
        IndexTypeKind.ClusteredColumnStore => "CLUSTERED COLUMNSTORE ",
        IndexTypeKind.NonClusteredColumnStore => "NONCLUSTERED COLUMNSTORE ",
        _ => "",
    };

    private static string Options(IList<IndexOption> options, Fold fold)
    {
        var kept = options.Where(FoldedIndexes.IsKept).Select(fold.Of).ToList();
        return kept.Count == 0 ? "" : $" WITH ({string.Join(", ", kept)})";
    }

    internal static string On(FileGroupOrPartitionScheme? place, Fold fold) => place is null ? "" : $" ON {fold.Of(place)}";
}
