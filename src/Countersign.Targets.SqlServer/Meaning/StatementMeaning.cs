using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using static Countersign.Analysis.Rules.SqlServerReadingRules;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What one statement of a batch does. What no family knows is opaque.</summary>
internal static class StatementMeaning
{
    internal static void Read(TSqlStatement statement, StatementFacts facts)
    {
        if (Tables.Read(statement, facts) || Indexes.Read(statement, facts) || Modules.Read(statement, facts) || Drops.Read(statement, facts)
            || Rights.Read(statement, facts) || Sessions.Read(statement, facts) || Definitions.Read(statement, facts)
            || Databases.Read(statement, facts) || ReadRows(statement, facts))
            return;
        facts.Opaque($"{facts.Kind} is not known to Countersign");
    }

    private static bool ReadRows(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case SelectStatement select:
                Queries.ReadSelect(select, facts);
                break;
            case InsertStatement or UpdateStatement or DeleteStatement or MergeStatement:
                Queries.Read(statement, facts);
                OnlyReads(facts); // what it writes is temporary
                facts.CannotBeUndone("the statement does not say which rows were there before");
                break;
            case ExecuteStatement execute:
                if (execute.ScriptTokenStream[execute.FirstTokenIndex].TokenType is not (TSqlTokenType.Exec or TSqlTokenType.Execute))
                    facts.Refuse(ImplicitCall, execute, $"`{FirstLine(facts.Text.Of(execute))}` would run a procedure of that name");
                Queries.Read(execute, facts);
                break;
            case BulkInsertStatement or InsertBulkStatement or CopyStatement:
                if (statement is BulkInsertBase { To: { } to }) Names.Write(to, facts);
                facts.Opaque($"{facts.Kind} reads a file that is not under review");
                break;
            case BeginTransactionStatement or CommitTransactionStatement when facts.Text.IsGenerated:
                facts.Add(new Effect.ChangesSession("a transaction inside of the deployment's"));
                facts.UndoneBy("");
                break;
            case BeginTransactionStatement or CommitTransactionStatement or RollbackTransactionStatement or SaveTransactionStatement:
                facts.Refuse(Transaction, statement, $"{facts.Kind} stands in the script");
                break;
            case WaitForStatement:
                Queries.Read(statement, facts);
                facts.Opaque("it holds what the script has locked for as long as it waits");
                break;
            case PrintStatement or RaiseErrorStatement or ThrowStatement or ReturnStatement or GoToStatement or LabelStatement or DeclareVariableStatement
                or DeclareTableVariableStatement or SetVariableStatement or BreakStatement or ContinueStatement
                or DeclareCursorStatement or OpenCursorStatement or FetchCursorStatement or CloseCursorStatement or DeallocateCursorStatement:
                Queries.Read(statement, facts);
                OnlyReads(facts);
                facts.UndoneBy("");
                break;
            default:
                return false;
        }

        return true;
    }

    private static void OnlyReads(StatementFacts facts)
    {
        if (facts.Effects.Count > 0) return;
        foreach (var name in facts.Objects) facts.Add(new Effect.Reads(name));
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim() is { Length: > 60 } line ? line[..60] + "…" : text.Split('\n')[0].Trim();
}
