using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Gives every statement to what folds it. What nothing folds and is not known to leave the schema alone is said.</summary>
internal static class FoldedStatements
{
    internal static void Take(TSqlStatement statement, Fold fold)
    {
        if (IsHarmless(statement, fold) || FoldedTables.Take(statement, fold) || FoldedIndexes.Take(statement, fold)
            || FoldedModules.Take(statement, fold) || FoldedDrops.Take(statement, fold) || FoldedRights.Take(statement, fold)
            || FoldedPrincipals.Take(statement, fold) || FoldedPlainItems.Take(statement, fold) || FoldedCalls.Take(statement, fold)) return;
        fold.Cannot(statement, $"{Meaning.Kinds.Of(statement)} is not folded");
    }

    /// <summary>What leaves the schema as it is, rows and sessions included.</summary>
    internal static bool LeavesSchema(TSqlStatement statement) => statement switch
    {
        SelectStatement { Into: { } into } => into.BaseIdentifier.Value is ['#', ..],
        DataModificationStatement or SelectStatement or PrintStatement or RaiseErrorStatement or ThrowStatement or WaitForStatement
            or DeclareVariableStatement or DeclareTableVariableStatement or SetVariableStatement or TransactionStatement or SetRowCountStatement
            or SetIdentityInsertStatement or SetTransactionIsolationLevelStatement or SetCommandStatement or SetStatisticsStatement
            or BulkInsertStatement or UpdateStatisticsStatement or CheckpointStatement or DbccStatement or CursorStatement or DeclareCursorStatement
            or LabelStatement or BreakStatement or ContinueStatement or TruncateTableStatement or UseStatement or AlterTableSwitchStatement
            or SetErrorLevelStatement or LineNoStatement or SetTextSizeStatement or SetOffsetsStatement => statement is not (RollbackTransactionStatement or UseStatement),
        PredicateSetStatement set => IsUsual(set),
        _ => false,
    };

    private static bool IsHarmless(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case DeclareVariableStatement declare:
                foreach (var variable in declare.Declarations) Keep(variable.VariableName.Value, variable.Value, fold);
                return true;
            case SetVariableStatement set:
                Keep(set.Variable.Name, set.AssignmentKind == AssignmentKind.Equals ? set.Expression : null, fold);
                return true;
            case SelectStatement { Into: null } select:
                Forget(select, fold);
                return true;
            default:
                return LeavesSchema(statement);
        }
    }

    /// <summary>A SELECT may set variables to what only the database knows.</summary>
    private static void Forget(SelectStatement select, Fold fold)
    {
        if (select.QueryExpression is QuerySpecification query)
            foreach (var set in query.SelectElements.OfType<SelectSetVariable>()) fold.Variables.Remove(set.Variable.Name);
    }

    private static void Keep(string name, ScalarExpression? value, Fold fold)
    {
        fold.Variables.Remove(name);
        if (value is StringLiteral literal) fold.Variables[name] = literal.Value;
    }

    /// <summary>These two decide how text is read that the database keeps.</summary>
    private static bool IsUsual(PredicateSetStatement set) =>
        set.IsOn || (set.Options & (SetOptions.QuotedIdentifier | SetOptions.AnsiNulls | SetOptions.AnsiPadding)) == 0;
}

/// <summary>Looks for statements that would have to be folded.</summary>
internal sealed class SchemaStatements : TSqlFragmentVisitor
{
    internal bool Found { get; private set; }

    public override void Visit(TSqlStatement node) => Found |= node is not (BeginEndBlockStatement or IfStatement or WhileStatement or TryCatchStatement or ReturnStatement)
        && !FoldedStatements.LeavesSchema(node);
}
