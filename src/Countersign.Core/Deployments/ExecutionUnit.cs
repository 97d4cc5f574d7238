using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>
/// Statements that commit together: a whole script, or a single statement of a `no-transaction` script.
/// </summary>
/// <param name="Sequence">0-based over the target's units of one plan.</param>
public sealed record ExecutionUnit(
    int Sequence, TargetName Target, Script Script, bool IsTransactional, ImmutableArray<Statement> Statements)
{
    /// <summary>The chain digest of its last statement: what the unit and everything before it is.</summary>
    public Digest Chain => Statements[^1].Chain;

    /// <summary>The units of a target's plan, in the order in which they run. A script without statements makes none.</summary>
    public static ImmutableArray<ExecutionUnit> Of(TargetPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var units = ImmutableArray.CreateBuilder<ExecutionUnit>();
        foreach (var script in plan.Statements.GroupBy(s => s.Source.Script.Path))
        {
            var source = script.First().Source.Script;
            if (source.IsTransactional)
                units.Add(new(units.Count, plan.Target, source, true, [.. script]));
            else
                foreach (var statement in script)
                    units.Add(new(units.Count, plan.Target, source, false, [statement]));
        }

        return units.ToImmutable();
    }
}

/// <summary>
/// A random token of 256 bits that a unit's marker row carries. The statements cannot know it, so a marker row with it
/// proves that our executor's transaction committed (INV-26).
/// </summary>
public readonly record struct MarkerToken(string Hex)
{
    /// <inheritdoc />
    public override string ToString() => Hex[..8] + "…";
}

/// <summary>The recorded intention to run one unit: in the ledger before the first byte leaves (INV-25).</summary>
/// <param name="Fence">Fencing number of the target's lock; a lower one than the target has seen may not commit (INV-27).</param>
public sealed record UnitIntent(ExecutionUnit Unit, Digest Plan, MarkerToken Token, long Fence);

/// <summary>What became of one unit. Closed.</summary>
public abstract record UnitOutcome
{
    private UnitOutcome() { }

    /// <summary>Its effects and its marker are committed.</summary>
    /// <param name="Rows">Rows each statement reported; -1 where the server reports none.</param>
    /// <param name="Evidence">Server-side evidence for the ledger, e.g. transaction id and backend id; name to value.</param>
    public sealed record Committed(
        UnitIntent Intent, ImmutableArray<long> Rows, TimeSpan Duration, ImmutableSortedDictionary<string, string> Evidence) : UnitOutcome;

    /// <summary>The target recorded the same unit as done earlier; nothing was sent.</summary>
    public sealed record AlreadyApplied(UnitIntent Intent) : UnitOutcome;

    /// <summary>Nothing of it is in the target; the reason is safe to show (INV-35).</summary>
    /// <param name="FailedStatement">Number of the statement the target refused, if it was one.</param>
    /// <param name="Code">The server's error code (SQLSTATE, SQLite result code), or a word of ours.</param>
    /// <param name="MayRetry">True when the same bytes may succeed later (lock timeout, connection lost before commit).</param>
    public sealed record NotCommitted(
        UnitIntent Intent, int? FailedStatement, string Code, string Because, bool MayRetry) : UnitOutcome;

    /// <summary>No probe can tell whether it happened: the target is frozen until a person resolves it (promise 3).</summary>
    public sealed record Indeterminate(UnitIntent Intent, string Because, ImmutableSortedDictionary<string, string> Evidence) : UnitOutcome;
}
