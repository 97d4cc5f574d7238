using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>CREATE TABLE and ALTER TABLE.</summary>
internal static class FoldedTables
{
    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                Create(create, "dbo", fold);
                return true;
            case AlterTableStatement alter:
                if (!IsTemporary(alter.SchemaObjectName) && Find(alter.SchemaObjectName, alter, fold) is { } table)
                    fold.Database.Tables[table.Name] = Alter(table, alter, fold);
                return true;
            default:
                return false;
        }
    }

    internal static bool IsTemporary(SchemaObjectName name) => name.BaseIdentifier?.Value is ['#', ..];

    internal static void Create(CreateTableStatement create, string schema, Fold fold)
    {
        if (IsTemporary(create.SchemaObjectName)) return;
        var name = ItemName.Of(create.SchemaObjectName, schema);
        if (fold.Database.HasObject(name)) fold.Cannot(create, $"`{name}` is there already");
        if (create.Definition is not { } definition || create.AsFileTable || create.SelectStatement is not null)
        {
            fold.Cannot(create, $"table `{name}` is not declared by its columns");
            return;
        }

        var tail = fold.Slice(definition.StartOffset + definition.FragmentLength, create.StartOffset + create.FragmentLength).TrimEnd(';', ' ', '\r', '\n', '\t');
        var close = tail.IndexOf(')', StringComparison.Ordinal);
        var table = Add(new(name, [], [], tail[(close + 1)..]), definition, fold);
        if (definition.SystemTimePeriod is { } period) table = table with { Inline = table.Inline.Add(("", Template.Plain($"PERIOD FOR SYSTEM_TIME ({fold.Of(period.StartTimeColumn)}, {fold.Of(period.EndTimeColumn)})"), [])) };
        fold.Database.Tables[name] = table;
    }

    private static FoldedTable? Find(SchemaObjectName name, TSqlFragment at, Fold fold)
    {
        var found = fold.Database.Tables.GetValueOrDefault(ItemName.Of(name));
        if (found is null) fold.Cannot(at, $"no script before makes table `{ItemName.Of(name)}`");
        return found;
    }

    private static FoldedTable Alter(FoldedTable table, AlterTableStatement alter, Fold fold)
    {
        switch (alter)
        {
            case AlterTableAddTableElementStatement { Definition: { SystemTimePeriod: null } definition }:
                return Add(table, definition, fold);
            case AlterTableAlterColumnStatement column:
                return FoldedColumns.Alter(table, column, fold);
            case AlterTableDropTableElementStatement drop:
                return drop.AlterTableDropTableElements.OrderBy(e => e.TableElementType == TableElementType.Column).Aggregate(table, (t, e) => FoldedElements.Drop(t, e, fold));
            case AlterTableConstraintModificationStatement change:
                return Enforce(table, change, fold);
            case AlterTableTriggerModificationStatement triggers:
                FoldedModules.Enable(triggers.All, triggers.TriggerNames.Select(t => new ItemName(table.Name.Schema, t.Value)), table.Name,
                    triggers.TriggerEnforcement == TriggerEnforcement.Enable, triggers, fold);
                return table;
            case AlterTableRebuildStatement rebuild when rebuild.IndexOptions.All(o => !FoldedIndexes.IsKept(o)):
                return table;
            case AlterTableSetStatement { Options: [LockEscalationTableOption escalation] }:
                return Set(table, "LOCK_ESCALATION", $"SET (LOCK_ESCALATION = {escalation.Value.ToString().ToUpperInvariant()})");
            case AlterTableChangeTrackingModificationStatement tracking:
                return tracking.IsEnable
                    ? Set(table, "CHANGE_TRACKING", $"ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = {(tracking.TrackColumnsUpdated == OptionState.On ? "ON" : "OFF")})")
                    : table with { Settings = table.Settings.Remove("CHANGE_TRACKING") };
            default:
                fold.Cannot(alter, $"`{Meaning.Tables.OneLine(fold.Of(alter))}` is not folded");
                return table;
        }
    }

    private static FoldedTable Set(FoldedTable table, string what, string sql) => table with { Settings = table.Settings.SetItem(what, sql) };

    private static FoldedTable Add(FoldedTable table, TableDefinition definition, Fold fold)
    {
        foreach (var column in definition.ColumnDefinitions)
        {
            if (table.Find(column.ColumnIdentifier.Value) is not null) fold.Cannot(column, $"column `{column.ColumnIdentifier.Value}` of `{table.Name}` is there already");
            table = table with { Columns = table.Columns.Add(FoldedColumns.Of(column, fold)) };
            var own = column.DefaultConstraint is { } value ? column.Constraints.Prepend(value) : column.Constraints;
            foreach (var constraint in own.Where(c => c is not NullableConstraintDefinition))
                table = FoldedElements.Add(table, constraint, column.ColumnIdentifier.Value, fold);
            if (column.Index is { } index) table = FoldedElements.Add(table, index, column.ColumnIdentifier.Value, fold);
        }

        foreach (var constraint in definition.TableConstraints) table = FoldedElements.Add(table, constraint, null, fold);
        foreach (var index in definition.Indexes) table = FoldedElements.Add(table, index, null, fold);
        return table;
    }

    /// <summary>Whether rows were checked is not part of a model; whether they are checked from now on is.</summary>
    private static FoldedTable Enforce(FoldedTable table, AlterTableConstraintModificationStatement change, Fold fold)
    {
        var names = change.ConstraintNames.Select(n => n.Value).ToList();
        foreach (var name in names.Where(n => !table.Constraints.Exists(c => c.Name is { } known && ItemName.Same(known, n))))
            fold.Cannot(change, $"`{table.Name}` has no constraint `{name}`");
        var isOff = change.ConstraintEnforcement == ConstraintEnforcement.NoCheck;
        bool IsMeant(FoldedConstraint c) => c.Kind is ConstraintKind.ForeignKey or ConstraintKind.Check
            && (change.All || names.Exists(n => c.Name is { } known && ItemName.Same(known, n)));
        if (isOff && table.Constraints.Exists(c => IsMeant(c) && c.Name is null))
            fold.Cannot(change, $"a constraint of `{table.Name}` that has no name in the scripts is switched off");
        return table with { Constraints = [.. table.Constraints.Select(c => IsMeant(c) ? c with { IsDisabled = isOff } : c)] };
    }
}
