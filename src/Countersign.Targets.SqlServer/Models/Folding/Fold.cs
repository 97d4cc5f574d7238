using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>
/// Folds T-SQL migrations, from the first on an empty database, into CREATE statements of what they leave. DacFx builds models and
/// silently ignores ALTER, DROP and sp_rename; so nothing of those is left in what it gets, and what cannot be folded is said.
/// </summary>
internal sealed class Fold
{
    private readonly List<FoldingProblem> _problems = [];
    private ScriptText _text = null!;

    private Fold()
    {
    }

    internal FoldedDatabase Database { get; } = new();

    /// <summary>Values of variables of the batch, where they are plain.</summary>
    internal Dictionary<string, string> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folds scripts in order. On the calling thread, whose stack has to be large.</summary>
    internal static Folding Of(IEnumerable<Script> scripts, int level)
    {
        var fold = new Fold();
        foreach (var script in scripts)
        {
            var text = new ScriptText(script);
            var parsed = ParsedScript.Parse(text, level);
            foreach (var refusal in parsed.Refusals) fold._problems.Add(new(refusal.Place, refusal.Why));
            fold.Take(text, parsed);
        }

        return fold._problems.Count > 0 ? new Folding.Impossible([.. fold._problems.Distinct()]) : new Folding.Complete(FoldedText.Of(fold.Database));
    }

    internal string Of(TSqlFragment fragment) => _text.Of(fragment);

    internal string Slice(int start, int end) => _text.Text[start..end];

    /// <summary>Says that the migrations cannot be folded, and why, in a clause.</summary>
    internal void Cannot(TSqlFragment at, string because) => _problems.Add(new(_text.PlaceOf(Math.Max(0, at.StartOffset)), because));

    /// <summary>Whether a statement has an effect on the schema, without folding it.</summary>
    internal bool Matters(TSqlStatement statement)
    {
        var visitor = new SchemaStatements();
        statement.Accept(visitor);
        return visitor.Found;
    }

    private void Take(ScriptText text, ParsedScript script)
    {
        _text = text;
        foreach (var batch in script.Batches)
        {
            Variables.Clear();
            foreach (var statement in batch.Tree.Statements)
                if (!Walk(statement)) break;
        }
    }

    /// <summary>Folds a statement; false when the batch ends with it.</summary>
    private bool Walk(TSqlStatement statement)
    {
        switch (statement)
        {
            case BeginEndBlockStatement block:
                return Walk(block.StatementList);
            case IfStatement condition:
                return Walk(condition);
            case WhileStatement loop:
                if (Matters(loop.Statement)) Cannot(loop, "WHILE changes the schema as often as its condition holds");
                return true;
            case TryCatchStatement attempt:
                if (attempt.CatchStatements.Statements.Any(Matters)) Cannot(attempt, "what CATCH does to the schema depends on what fails");
                return Walk(attempt.TryStatements);
            case ReturnStatement:
                return false;
            case GoToStatement jump:
                Cannot(jump, "GOTO decides what runs");
                return false;
            default:
                FoldedStatements.Take(statement, this);
                return true;
        }
    }

    private bool Walk(StatementList list)
    {
        foreach (var statement in list.Statements)
            if (!Walk(statement)) return false;
        return true;
    }

    private bool Walk(IfStatement condition)
    {
        if (Guards.Decide(condition.Predicate, this) is { } holds)
            return holds ? Walk(condition.ThenStatement) : condition.ElseStatement is not { } other || Walk(other);
        if (Matters(condition.ThenStatement) || (condition.ElseStatement is { } otherwise && Matters(otherwise)))
            Cannot(condition, "whether it changes the schema depends on a condition that only the database can decide");
        return true;
    }
}
