using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>ALTER TABLE … ADD.</summary>
internal static class TableAdditions
{
    internal static void Read(AlterTableAddTableElementStatement add, ObjectName table, StatementFacts facts)
    {
        var undo = new List<string?>();
        foreach (var column in add.Definition.ColumnDefinitions) undo.Add(Column(column, table, facts));
        var isTrusted = add.ExistingRowsCheckEnforcement != ConstraintEnforcement.NoCheck;
        foreach (var constraint in add.Definition.TableConstraints) undo.Add(Constraint(constraint, table, isTrusted, facts));
        foreach (var index in add.Definition.Indexes)
        {
            facts.Alters(table, $"adds index {index.Name?.Value}");
            Indexes.Build(table, index, index.IndexOptions, facts);
        }

        Queries.ReadStored(add.Definition, facts);
        ColumnRemarks.On(add.Definition, table, facts);
        if (undo.Count > 0 && !undo.Contains(null) && add.Definition.Indexes.Count == 0)
            facts.UndoneBy($"ALTER TABLE {Names.Quote(table)} DROP {string.Join(", ", undo.AsEnumerable().Reverse())};");
        else
            facts.CannotBeUndone("a constraint or default has no name in the statement");
    }

    private static string? Column(ColumnDefinition column, ObjectName table, StatementFacts facts)
    {
        var name = column.ColumnIdentifier.Value;
        facts.Alters(table, column.DataType is { } type ? $"adds column {name} {facts.Text.Of(type)}" : $"adds column {name}");
        var isNotNull = column.Constraints.Any(c => c is NullableConstraintDefinition { Nullable: false } or UniqueConstraintDefinition { IsPrimaryKey: true });
        if (column.IdentityOptions is not null) facts.Rewrites(table, $"every row gets a value of {name}");
        else if (column.IsPersisted) facts.Rewrites(table, $"every row stores the computed {name}");
        else if (isNotNull && column.DefaultConstraint is { } value) Filled(column, value, table, facts);
        else if (isNotNull && column.ComputedColumnExpression is null && column.GeneratedAlways is null && !IsRowVersion(column))
            facts.RemarkOn(table, SqlServerDataRules.NotNullWithoutDefault, Severity.Error, column, $"this fails if `{table}` has a row");
        foreach (var constraint in column.Constraints)
            if (constraint is not NullableConstraintDefinition && (constraint is UniqueConstraintDefinition || column.DefaultConstraint is not null))
                Constraint(constraint, table, true, facts);
        var isBound = column.DefaultConstraint is not null || column.Constraints.Any(c => c is not NullableConstraintDefinition);
        return isBound ? null : $"COLUMN {Names.Quote(name)}"; // a constraint goes before its column, and may have no name
    }

    private static bool IsRowVersion(ColumnDefinition column) =>
        column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Rowversion or SqlDataTypeOption.Timestamp };

    /// <summary>A constant is kept once, in the catalogue, by Enterprise and Azure; by other editions in every row.</summary>
    private static void Filled(ColumnDefinition column, DefaultConstraintDefinition value, ObjectName table, StatementFacts facts)
    {
        var name = column.ColumnIdentifier.Value;
        if (value.Expression is Literal or UnaryExpression { Expression: Literal } or ParenthesisExpression { Expression: Literal })
        {
            facts.RemarkOn(table, SqlServerLockRules.FillsColumn, Severity.Notice, column,
                $"on editions other than Enterprise every row of `{table}` is written to hold `{name}`");
            return;
        }

        facts.Rewrites(table, $"every row gets a value of {name}");
        facts.RemarkOn(table, SqlServerLockRules.FillsColumn, Severity.Warning, column,
            $"every row of `{table}` is written to hold `{name}`, unless its default is the same for all rows");
    }

    private static string? Constraint(ConstraintDefinition constraint, ObjectName table, bool isTrusted, StatementFacts facts)
    {
        var name = constraint.ConstraintIdentifier?.Value;
        facts.Alters(table, $"adds {Word(constraint)} {name}".TrimEnd());
        switch (constraint)
        {
            case UniqueConstraintDefinition key:
                Indexes.Build(table, key, key.IndexOptions, facts);
                break;
            case ForeignKeyConstraintDefinition or CheckConstraintDefinition:
                if (constraint is ForeignKeyConstraintDefinition reference) Tables.References(reference, table, facts);
                Checks(constraint, table, isTrusted, facts);
                break;
        }

        return name is null ? null : $"CONSTRAINT {Names.Quote(name)}";
    }

    private static void Checks(ConstraintDefinition constraint, ObjectName table, bool isTrusted, StatementFacts facts)
    {
        if (isTrusted)
        {
            facts.Scans(table, "every row is checked against the constraint");
            facts.RemarkOn(table, SqlServerLockRules.ChecksRows, Severity.Warning, constraint,
                $"every row of `{table}` is checked while nobody can use the table", Later(constraint, table, facts));
        }
        else
        {
            facts.RemarkOn(table, SqlServerLockRules.NotTrusted, Severity.Notice, constraint,
                $"the rows that `{table}` has are not checked, and the optimizer does not rely on the constraint");
        }
    }

    /// <summary>A constraint of the whole table with a name can be added unproven and proved later.</summary>
    private static string? Later(ConstraintDefinition constraint, ObjectName table, StatementFacts facts) =>
        constraint.ConstraintIdentifier is not { } name || facts.Statement is not AlterTableAddTableElementStatement { Definition.TableConstraints: [var only] }
            || only != constraint
            ? null
            : $"ALTER TABLE {Names.Quote(table)} WITH NOCHECK ADD {facts.Text.Of(constraint)};\n\n-- and in a script after it:\n"
                + $"ALTER TABLE {Names.Quote(table)} WITH CHECK CHECK CONSTRAINT {Names.Quote(name.Value)};";

    private static string Word(ConstraintDefinition constraint) => constraint switch
    {
        UniqueConstraintDefinition { IsPrimaryKey: true } => "primary key",
        UniqueConstraintDefinition => "unique constraint",
        ForeignKeyConstraintDefinition => "foreign key",
        CheckConstraintDefinition => "check constraint",
        DefaultConstraintDefinition => "default",
        _ => "constraint",
    };
}
