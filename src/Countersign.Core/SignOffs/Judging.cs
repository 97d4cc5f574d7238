using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>Everything that judging depends on, read at decision time (INV-17, INV-19).</summary>
/// <param name="Authorities">By account; a person who is not in it never counts.</param>
public sealed record JudgingFacts(
    Plan Plan,
    ImmutableArray<Finding> Findings,
    PolicyFile Policy,
    Codeowners Codeowners,
    Contributors Contributors,
    ImmutableArray<SignOff> SignOffs,
    ImmutableArray<UnboundSignOff> Unbound,
    ImmutableArray<Objection> Objections,
    ImmutableDictionary<UserId, Authority> Authorities)
{
    /// <summary>What trying to rehearse each target came to; a target for which nobody tried is not in it.</summary>
    public ImmutableDictionary<TargetName, RehearsalOutcome> Outcomes { get; init; } = ImmutableDictionary<TargetName, RehearsalOutcome>.Empty;

    /// <summary>What was said about overrides, here and in other changes.</summary>
    public OverrideFacts Overrides { get; init; } = OverrideFacts.None;

    /// <summary>Those that were rehearsed.</summary>
    public ImmutableDictionary<TargetName, TargetRehearsal> Rehearsals => Outcomes
        .Where(o => o.Value is RehearsalOutcome.Done).ToImmutableDictionary(o => o.Key, o => ((RehearsalOutcome.Done)o.Value).Rehearsal);
}

/// <summary>Decides whether a plan may run. Nothing else makes an <see cref="ApprovedPlan"/>.</summary>
public static class Judging
{
    /// <summary>Judges a plan by one policy. The order of the facts does not matter.</summary>
    public static Verdict Judge(JudgingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var demands = RuleSubject.Of(facts.Plan, facts.Findings, facts.Policy)
            .Select(s => Demands.Of(s, facts.Policy)).ToImmutableArray();
        var eligibility = new Eligibility(facts);
        var roll = new SignatureRoll(facts, eligibility);
        var standings = demands.Select(d => Standing(d, roll)).ToImmutableArray();
        var judgement = new Judgement(standings, roll.Accounts(demands)) { Override = Overriding.Of(facts, eligibility) };

        var refusals = demands.SelectMany(d => d.Refusals()).ToImmutableArray();
        if (!refusals.IsEmpty) return new Verdict.Refused(refusals, judgement);
        ImmutableArray<Shortfall> shortfalls = facts.Plan.IsEmpty ? [] : Shortfalls(facts, eligibility, standings);
        if (shortfalls.IsEmpty) return new Verdict.Clear(new ApprovedPlan(facts.Plan, facts.Policy.Digest, facts.Rehearsals), judgement);
        if (judgement.Override is { } asked) judgement = judgement with { Override = Overriding.Beside(asked, shortfalls, facts) };
        return judgement.Override is { IsInForce: true } standing
            ? new Verdict.Clear(new ApprovedPlan(facts.Plan, facts.Policy.Digest, facts.Rehearsals) { Override = standing }, judgement)
            : new Verdict.Pending(shortfalls, judgement);
    }

    /// <summary>
    /// The stricter of two verdicts on the same plan (INV-06: by the policy before the merge and by the one at the
    /// branch's tip). What both miss is asked for once.
    /// </summary>
    /// <exception cref="ArgumentException">When the verdicts are about different plans.</exception>
    public static Verdict Stricter(Verdict a, Verdict b)
    {
        switch (a, b)
        {
            case (Verdict.Refused x, Verdict.Refused y):
                return x with { Reasons = [.. x.Reasons.Concat(y.Reasons).Distinct()], Judgement = x.Judgement ?? y.Judgement };
            case (Verdict.Refused, _):
                return a;
            case (_, Verdict.Refused):
                return b;
            case (Verdict.Pending x, Verdict.Pending y):
                return x with { Shortfalls = [.. x.Shortfalls.Concat(y.Shortfalls).DistinctBy(s => s.Sentence)] };
            case (Verdict.Clear x, Verdict.Clear y) when x.Plan.Plan.Digest != y.Plan.Plan.Digest:
                throw new ArgumentException("the verdicts are about different plans", nameof(b));
            case (Verdict.Clear { Plan.Override: not null }, Verdict.Clear):
                return a; // what one policy misses was overridden, and has to be said
            default:
                return a is Verdict.Pending ? a : b;
        }
    }

    private static StatementStanding Standing(Demands demands, SignatureRoll roll) => new(
        demands.Subject.Statement,
        [
            .. demands.Required.Select(d =>
                new RequirementStanding(d.Rule, d.Requirement, roll.Signers(demands.Subject.Statement, d.Requirement))),
        ]);

    private static ImmutableArray<Shortfall> Shortfalls(
        JudgingFacts facts, Eligibility eligibility, ImmutableArray<StatementStanding> standings) =>
    [
        .. SignOffsMissing(standings),
        .. eligibility.Standing().Select(o => new Shortfall.ChangesRequested(o)),
        .. facts.Contributors.Unknown
            .OrderBy(u => u.NameAndEmail, StringComparer.Ordinal).ThenBy(u => u.Commit.Hex, StringComparer.Ordinal)
            .DistinctBy(u => u.NameAndEmail)
            .Select(u => new Shortfall.UnknownContributor(u)),
        .. RequiredRehearsals.Missing(facts),
        .. Overriding.Unreviewed(facts),
    ];

    /// <summary>Statements that miss the same people by the same rule are one shortfall (`q1–q5`).</summary>
    private static IEnumerable<Shortfall> SignOffsMissing(ImmutableArray<StatementStanding> standings) =>
        from standing in standings
        from requirement in standing.Requirements
        where requirement.Missing > 0
        group (standing.Statement.Number, requirement) by (requirement.Rule, string.Join(' ', requirement.By.Select(p => p.Id))) into same
        let first = same.First().requirement
        select new Shortfall.SignOffsMissing([.. same.Select(s => s.Number)], first.Rule, first.Requirement, first.By);
}
