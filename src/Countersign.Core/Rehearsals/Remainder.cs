using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>
/// The scripts of a target's plan that are not in the target yet. Those that are cannot be rehearsed on a copy of it: they
/// would run twice.
/// </summary>
public sealed class Remainder
{
    private readonly TargetPlan _whole;
    private readonly ImmutableArray<bool> _isLeft;

    private Remainder(TargetPlan whole, TargetPlan plan, ImmutableArray<bool> isLeft) => (_whole, Plan, _isLeft) = (whole, plan, isLeft);

    /// <summary>What is left to run.</summary>
    public TargetPlan Plan { get; }

    /// <summary>Leaves out what is applied.</summary>
    public static Remainder Of(TargetPlan plan, Func<Script, bool> isApplied)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(isApplied);
        ImmutableArray<bool> left = [.. plan.Statements.Select(s => !isApplied(s.Source.Script))];
        var rest = plan with
        {
            Scripts = [.. plan.Scripts.Where(s => !isApplied(s))],
            Statements = [.. plan.Statements.Where((_, i) => left[i])],
        };
        return new(plan, rest, left);
    }

    /// <summary>A rehearsal of what is left, as one of the whole plan: what is applied already did not run in it.</summary>
    public TargetRehearsal Fill(TargetRehearsal rehearsal)
    {
        ArgumentNullException.ThrowIfNull(rehearsal);
        if (!_isLeft.Contains(false)) return rehearsal;
        var seen = new Queue<StatementRehearsal>(rehearsal.Statements);
        var units = ExecutionUnit.Of(_whole);
        var applied = units.Length - ExecutionUnit.Of(Plan).Length;
        return rehearsal with
        {
            Statements = [.. _isLeft.Select(left => left ? seen.Dequeue() : new StatementRehearsal.NotRun("it is in the target already"))],
            UnitsAfter = rehearsal.UnitsAfter.IsEmpty ? [] : [.. Enumerable.Repeat(rehearsal.Before, applied), .. rehearsal.UnitsAfter],
        };
    }
}
