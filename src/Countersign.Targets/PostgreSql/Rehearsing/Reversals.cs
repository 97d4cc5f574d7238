using Countersign.Rehearsals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Finds what undoes each statement and tries it, as long as there is time.</summary>
/// <param name="hasTime">False when the plan has taken so long that what is left is for its statements.</param>
internal sealed class Reversals(Reversing reversing, ReversalProof proof, Func<bool> hasTime)
{
    private int _untried;

    /// <summary>A sentence on what was not tried.</summary>
    internal ImmutableArray<string> Notes =>
        _untried == 0 ? [] : [$"The reversals of {_untried} statements were not tried: the plan takes too long on the copy, or it ended the session that tries them."];

    internal async Task<StatementRehearsal.Observed> Of(Statement statement, StatementSeen.Ran ran, Change change, CancellationToken cancellation)
    {
        var reversal = reversing(statement, change.Difference, change.Before, change.After, ran.Impact);
        if (reversal is not Reversal.By(var sql)) return new(ran.Impact, reversal);
        if (!hasTime())
        {
            _untried++;
            return new(ran.Impact, reversal);
        }

        try
        {
            return await proof.Problem(statement, sql, ran, change, cancellation) is { } problem
                ? new(ran.Impact, new Reversal.Irreversible($"what should undo it was tried on the copy and {problem}")) { ReversalProblem = problem }
                : new(ran.Impact, reversal);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or InvalidOperationException)
        {
            _untried++; // the server is gone; the next statement will say so
            return new(ran.Impact, reversal);
        }
    }
}
