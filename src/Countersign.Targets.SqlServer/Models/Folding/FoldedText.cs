using System.Text;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Writes a folded database as CREATE statements. DacFx wants what only supports another statement in the same text.</summary>
internal static class FoldedText
{
    internal static string Of(FoldedDatabase database)
    {
        var text = new StringBuilder();
        foreach (var batch in Batches(database)) text.Append(batch.TrimEnd()).Append("\nGO\n");
        return text.ToString();
    }

    private static IEnumerable<string> Batches(FoldedDatabase database) =>
    [
        .. database.Plain.Values.Select(p => p.Text.Text),
        .. database.Tables.Values.SelectMany(Table),
        .. database.Indexes.SelectMany(Index),
        .. database.Modules.Values.SelectMany(Module),
        .. database.Members.Select(m => $"ALTER ROLE {m.Role.Quoted} ADD MEMBER {m.Member.Quoted};"),
        .. database.Rights.Select(Right),
        .. database.Properties.Select(p => p.Sql()),
    ];

    private static IEnumerable<string> Table(FoldedTable table)
    {
        var isInline = table.Constraints.ToLookup(c => !c.IsDisabled);
        IEnumerable<string> elements =
        [
            .. table.Columns.Select(c => Column(c, table.Constraints.Find(d => d.Column is { } name && ItemName.Same(name, c.Name)))),
            .. isInline[true].Where(c => c.Kind != ConstraintKind.Default).Select(Constraint),
            .. table.Inline.Select(i => i.Body.Text),
        ];
        yield return $"CREATE TABLE {table.Name.Quoted} (\n    {string.Join(",\n    ", elements)}\n){table.Tail}";
        foreach (var constraint in isInline[false])
        {
            yield return $"ALTER TABLE {table.Name.Quoted} ADD {Constraint(constraint)}";
            yield return constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique
                ? $"ALTER INDEX {ItemName.Quote(constraint.Name!)} ON {table.Name.Quoted} DISABLE"
                : $"ALTER TABLE {table.Name.Quoted} NOCHECK CONSTRAINT {ItemName.Quote(constraint.Name!)}";
        }

        foreach (var setting in table.Settings.Values) yield return $"ALTER TABLE {table.Name.Quoted} {setting}";
    }

    internal static string Column(FoldedColumn column, FoldedConstraint? value) => string.Join(' ', ((string?[])
    [
        ItemName.Quote(column.Name), column.Type, column.Collation is { } name ? $"COLLATE {name}" : null,
        value is null ? null : Constraint(value), column.Identity, column.Storage, column.Nullable switch { true => "NULL", false => "NOT NULL", null => null },
        column.IsRowGuid ? "ROWGUIDCOL" : null,
    ]).Where(p => p is { Length: > 0 }));

    private static string Constraint(FoldedConstraint constraint) =>
        constraint.Name is { } name ? $"CONSTRAINT {ItemName.Quote(name)} {constraint.Body.Text}" : constraint.Body.Text;

    private static IEnumerable<string> Index(FoldedIndex index)
    {
        var options = index.Options.IsEmpty ? "" : $" WITH ({string.Join(", ", index.Options.Values)})";
        yield return $"{index.Head.Text}{options}{index.Tail}";
        if (index.IsDisabled) yield return $"ALTER INDEX {ItemName.Quote(index.Name)} ON {index.Owner.Quoted} DISABLE";
    }

    private static IEnumerable<string> Module(FoldedModule module)
    {
        yield return module.Text.Text;
        if (module is { IsDisabled: true, Owner: { } owner }) yield return $"DISABLE TRIGGER {module.Name.Quoted} ON {owner.Quoted}";
        else if (module.IsDisabled) yield return $"DISABLE TRIGGER {module.Name.Quoted} ON DATABASE";
    }

    private static string Right(FoldedRight right) =>
        $"{right.Verb} {right.Permission}{right.Columns}{(right.On.Text.Length > 0 ? " ON " + right.On.Text : "")} TO {ItemName.Quote(right.Principal)}{right.Option}";
}
