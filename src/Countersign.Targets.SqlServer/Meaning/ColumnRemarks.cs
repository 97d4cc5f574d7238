using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What the rules remark on definitions of columns and constraints, in new tables as in old ones.</summary>
internal static class ColumnRemarks
{
    internal static void On(TableDefinition definition, ObjectName table, StatementFacts facts)
    {
        foreach (var column in definition.ColumnDefinitions) OnType(column, facts);
        foreach (var constraint in Tables.AllConstraints(definition))
            if (constraint is not NullableConstraintDefinition && constraint.ConstraintIdentifier is null)
                facts.Remark(SqlServerHabitRules.NoName, Severity.Notice, constraint,
                    $"the server names a constraint of `{table}`, and differently on every database");
    }

    private static void OnType(ColumnDefinition column, StatementFacts facts)
    {
        if (column.DataType is not SqlDataTypeReference type) return;
        var name = column.ColumnIdentifier.Value;
        switch (type.SqlDataTypeOption)
        {
            case SqlDataTypeOption.Text or SqlDataTypeOption.NText or SqlDataTypeOption.Image:
                facts.Remark(SqlServerHabitRules.OldType, Severity.Warning, column, $"`{name}` is {facts.Text.Of(type)}, which a later version removes");
                break;
            case SqlDataTypeOption.Timestamp:
                facts.Remark(SqlServerHabitRules.OldType, Severity.Notice, column, $"`{name}` is timestamp, an old word for rowversion");
                break;
            case SqlDataTypeOption.Float or SqlDataTypeOption.Real:
                facts.Remark(SqlServerHabitRules.Approximate, Severity.Notice, column, $"`{name}` holds approximations, which are not equal when they look so");
                break;
            case SqlDataTypeOption.Money or SqlDataTypeOption.SmallMoney:
                facts.Remark(SqlServerHabitRules.Approximate, Severity.Notice, column,
                    $"`{name}` is {facts.Text.Of(type)}, which cuts after four digits in every step of a division");
                break;
            case SqlDataTypeOption.VarChar or SqlDataTypeOption.NVarChar or SqlDataTypeOption.Char or SqlDataTypeOption.NChar
                or SqlDataTypeOption.VarBinary when type.Parameters.Count == 0:
                facts.Remark(SqlServerHabitRules.NoLength, Severity.Warning, column,
                    $"`{name}` holds one character, because {facts.Text.Of(type)} has no length");
                break;
        }
    }
}
