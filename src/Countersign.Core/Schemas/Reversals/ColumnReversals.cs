namespace Countersign.Schemas.Reversals;

/// <summary>Columns. A dropped one takes its values along; a changed one is altered back property by property.</summary>
internal static class ColumnReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        var o = change.Before ?? change.After!;
        var table = Targets.TableOf(o);
        if (context.Before.Objects.Concat(context.After.Objects).Any(p => p.Kind is SchemaObjectKind.View or SchemaObjectKind.Type && p.Identity == table)) return [];
        if (change.Before is null) return Added(change.After!, table, context);
        if (change.After is null) return Removed(change.Before, table, context);
        var (was, now) = (ColumnClause.Of(change.Before.Definition).Settled(), ColumnClause.Of(change.After.Definition).Settled());
        return Lost(was, now, change.Before, table, context) is { } lost
            ? [lost]
            : Altered(was, now).Select(sql => new Undo.Step(Phase.Build, change.Before, $"ALTER TABLE {table} ALTER COLUMN {was.Name} {sql}"));
    }

    private static IEnumerable<Undo> Added(SchemaObject column, string table, ReversalContext context) =>
        context.ParentWasAdded(column) || context.WasAdded(SchemaObjectKind.Table, table) || Inheritance.CameFromAbove(column, table, context)
            || Inheritance.IsOfParent(column, table, context.Before)
            ? []
            : [new Undo.Step(Phase.Drop, column, $"ALTER TABLE {table} DROP COLUMN {Targets.NameOf(column)}")];

    private static IEnumerable<Undo> Removed(SchemaObject column, string table, ReversalContext context)
    {
        if (context.ParentWasRemoved(column) || Inheritance.IsOfParent(column, table, context.After)) return [];
        if (ColumnClause.Of(column.Definition).Generated is null) return [new Undo.Lost($"the values of column {column.Identity} are dropped")];
        return HasColumnsBehind(column, context)
            ? [new Undo.Lost($"column {column.Identity} would come back as the last of its table, and was not the last")]
            : [new Undo.Step(Phase.Build, column, $"ALTER TABLE {table} ADD COLUMN {column.Definition}")];
    }

    private static bool HasColumnsBehind(SchemaObject column, ReversalContext context) => context.After.Objects.Any(o =>
        o.Kind == SchemaObjectKind.Column && o.Parent == column.Parent && o.Address?.Column > column.Address?.Column);

    private static Undo.Lost? Lost(ColumnClause was, ColumnClause now, SchemaObject column, string table, ReversalContext context)
    {
        if (was.Generated is not null && now.Generated is null) return new($"PostgreSQL cannot make the existing column {column.Identity} generated again");
        if (was.Identity is not null && now.Identity is null) return new($"the position of the identity sequence of {column.Identity} is not kept");
        if (was.Type == now.Type) return null;
        var exact = context.StandardConversion || !context.Rewritten.Contains(table);
        return exact && TypeConversions.KeepsValues(was.Type, now.Type)
            ? null
            : new($"the old values of {column.Identity} are not kept when its type changes from {was.Type} to {now.Type}");
    }

    private static IEnumerable<string> Altered(ColumnClause was, ColumnClause now)
    {
        if (was.Generated != now.Generated && was.Generated is { } expression)
            yield return "SET EXPRESSION AS " + expression.Replace(" STORED", "", StringComparison.Ordinal).Replace(" VIRTUAL", "", StringComparison.Ordinal);
        if (now.Identity is not null && was.Identity is null) yield return "DROP IDENTITY";
        var retyped = was.Type != now.Type || was.Collation != now.Collation;
        if (now.Default is not null && (was.Default is null || retyped)) yield return "DROP DEFAULT";
        if (retyped) yield return $"TYPE {was.Type}{(was.Collation is { } c ? " COLLATE " + c : "")} USING {was.Name}::{was.Type}";
        if (was.Default is { } value && (retyped || was.Default != now.Default)) yield return "SET DEFAULT " + value;
        if (was.Identity is { } identity && was.Identity != now.Identity) yield return "SET GENERATED " + identity;
        if (was.Identity is not null && now.Identity is not null && was.IdentityOptions != now.IdentityOptions)
            yield return string.Join(' ', SequenceReversals.Options(was.IdentityOptions, now.IdentityOptions).Select(o => "SET " + o));
        if (was.NotNull != now.NotNull) yield return was.NotNull ? "SET NOT NULL" : "DROP NOT NULL";
        if (was.Storage != now.Storage) yield return "SET STORAGE " + (was.Storage ?? UsualStorage(was.Type));
        if (was.Compression != now.Compression) yield return "SET COMPRESSION " + (was.Compression ?? "default");
    }

    /// <summary>`SET STORAGE DEFAULT` came with PostgreSQL 16.</summary>
    private static string UsualStorage(string type) => type.Split('(')[0] is "numeric" or "inet" or "cidr" ? "MAIN" : "EXTENDED";
}
