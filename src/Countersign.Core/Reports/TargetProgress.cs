using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>How far the deployment to one target has come. Closed.</summary>
public abstract record TargetProgress
{
    private TargetProgress(TargetName target) => Target = target;

    /// <summary>The target's name in policy.</summary>
    public TargetName Target { get; }

    /// <summary>Has not begun; <paramref name="WaitsFor"/> says for what, e.g. `its window, which opens Mon 22:00 Europe/Berlin`.</summary>
    public sealed record Queued(TargetName On, string WaitsFor) : TargetProgress(On);

    /// <summary>Running.</summary>
    /// <param name="Done">Statements whose effects are committed.</param>
    public sealed record Applying(TargetName On, int Done, int Total) : TargetProgress(On);

    /// <summary>All of it is committed.</summary>
    /// <param name="Took">Time spent by the target; null when all of it had been applied before.</param>
    public sealed record Applied(TargetName On, int Statements, TimeSpan? Took) : TargetProgress(On);

    /// <summary>Stopped; nothing of the failed unit is in the target.</summary>
    /// <param name="Statement">Number of the statement that the target refused, if it was one.</param>
    /// <param name="Code">The server's error code, or a word of ours.</param>
    /// <param name="Done">Statements before it whose effects are committed and stay.</param>
    public sealed record Failed(
        TargetName On, int? Statement, string Code, string Because, bool MayRetry, int Done, int Total) : TargetProgress(On);

    /// <summary>Nothing was sent, because something that must hold does not.</summary>
    public sealed record Refused(TargetName On, ImmutableArray<Refusal> Reasons) : TargetProgress(On);

    /// <summary>Nobody can tell whether a unit ran; nothing more is sent until a person resolves it (promise 3).</summary>
    /// <param name="Statements">Numbers of the unit's statements.</param>
    public sealed record Frozen(
        TargetName On, ImmutableArray<int> Statements, string Because, ImmutableSortedDictionary<string, string> Evidence)
        : TargetProgress(On);

    /// <summary>What the outcomes of a target's units so far come to; <paramref name="plan"/> is what was to run.</summary>
    public static TargetProgress Of(TargetPlan plan, IEnumerable<UnitOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcomes);
        int done = 0, of = plan.Statements.Length;
        TimeSpan? took = null;
        foreach (var outcome in outcomes)
        {
            switch (outcome)
            {
                case UnitOutcome.Committed c:
                    done += c.Intent.Unit.Statements.Length;
                    took = (took ?? TimeSpan.Zero) + c.Duration;
                    break;
                case UnitOutcome.AlreadyApplied a:
                    done += a.Intent.Unit.Statements.Length;
                    break;
                case UnitOutcome.NotCommitted n:
                    return new Failed(plan.Target, n.FailedStatement, n.Code, n.Because, n.MayRetry, done, of);
                case UnitOutcome.Indeterminate i:
                    return new Frozen(plan.Target, [.. i.Intent.Unit.Statements.Select(s => s.Number)], i.Because, i.Evidence);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return done < of ? new Applying(plan.Target, done, of) : new Applied(plan.Target, of, took);
    }
}
