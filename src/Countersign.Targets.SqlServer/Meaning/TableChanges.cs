using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>ALTER TABLE, but ADD.</summary>
internal static class TableChanges
{
    internal static void Column(AlterTableAlterColumnStatement change, ObjectName table, StatementFacts facts)
    {
        var name = change.ColumnIdentifier.Value;
        if (change.DataType is not { } type)
        {
            facts.Alters(table, $"changes column {name}: {change.AlterTableAlterColumnOption}");
            return;
        }

        facts.Alters(table, $"changes column {name} to {facts.Text.Of(type)}");
        if (change.AlterTableAlterColumnOption == AlterTableAlterColumnOption.NotNull)
            facts.Scans(table, $"every row is checked for nulls in {name}");
        facts.Rewrites(table, $"the type of {name} changes, unless the old one is stored alike");
        facts.CannotBeUndone($"the statement does not say what {name} was, and values may have been cut");
        if (change.Options.Any(o => o is OnlineIndexOption { OptionState: OptionState.On })) return;
        facts.RemarkOn(table, SqlServerLockRules.AlterColumnBlocks, Severity.Warning, change,
            $"nobody can use `{table}` while `{name}` is converted or its rows are checked");
    }

    internal static void Drop(AlterTableDropTableElementStatement drop, ObjectName table, StatementFacts facts)
    {
        foreach (var element in drop.AlterTableDropTableElements)
        {
            var name = element.Name?.Value ?? "";
            if (element.TableElementType == TableElementType.Column)
            {
                facts.Add(new Effect.Drops(table, $"column {name} of"));
                facts.Add(new Effect.DestroysData(table, $"drops column {name}"));
                facts.CannotBeUndone($"the values of column {name} are gone");
                facts.RemarkOn(table, SqlServerDataRules.LosesData, Severity.Error, element, $"column `{name}` of `{table}` and its values are gone");
            }
            else
            {
                var word = element.TableElementType == TableElementType.Index ? "index" : "constraint";
                facts.Alters(table, $"drops {word} {name}");
                facts.CannotBeUndone($"the statement does not say what the {word} was");
            }

            if (!element.IsIfExists)
                facts.RemarkOn(table, SqlServerHabitRules.NoIfExists, Severity.Notice, element, $"`{name}` is not there on every database, perhaps");
        }
    }

    internal static void Constraint(AlterTableConstraintModificationStatement change, ObjectName table, StatementFacts facts)
    {
        var names = change.All ? "every constraint" : string.Join(", ", change.ConstraintNames.Select(n => n.Value));
        if (change.ConstraintEnforcement == ConstraintEnforcement.NoCheck)
        {
            facts.Alters(table, $"stops checking {names}");
            facts.RemarkOn(table, SqlServerDataRules.StopsChecking, Severity.Warning, change, $"`{table}` takes rows from now on that break {names}");
            return;
        }

        facts.Alters(table, $"checks {names} again");
        if (change.ExistingRowsCheckEnforcement == ConstraintEnforcement.Check)
            facts.Scans(table, "every row is checked against the constraint");
        else
            facts.RemarkOn(table, SqlServerLockRules.NotTrusted, Severity.Warning, change,
                $"the rows that `{table}` has are not checked; say WITH CHECK CHECK CONSTRAINT");
    }

    internal static void Switch(AlterTableSwitchStatement move, ObjectName table, StatementFacts facts)
    {
        facts.Alters(table, "gives its rows away");
        facts.Add(new Effect.WritesRows(table, "move"));
        if (Names.Write(move.TargetTable, facts) is not { } target) return;
        facts.Alters(target, $"takes the rows of {table}");
        facts.Add(new Effect.WritesRows(target, "move"));
        facts.Locks(target, Tables.SchemaLock);
    }
}
