using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Runs an examined plan on copies of its targets' schemas and replaces what reading guessed by what was seen. Review, merge
/// queue and deployment all come through here, so that what is shown, signed and enforced is the same.
/// </summary>
internal sealed class Rehearsing(TargetConnections connections, PostgreSqlRehearsal rehearsal, KnownSchemaRecords known, RehearsalRecords kept)
{
    private readonly RememberedRehearsals _remembered = new();

    /// <summary>Rehearses every target that can be; where one cannot, its outcome says why.</summary>
    /// <param name="also">A second policy that will judge; where either wants a rehearsal there is one.</param>
    /// <param name="landed">
    /// The change, when what was examined has landed: from then on its rehearsal is kept, because it cannot be rehearsed again.
    /// </param>
    public async Task<Examination.Complete> Run(
        Examination.Complete examined, PolicyFile? also, ChangeKey? landed, CancellationToken cancellation)
    {
        var outcomes = examined.Outcomes.ToBuilder();
        foreach (var plan in examined.Plan.Targets.Where(t => t.Dialect == Dialect.PostgreSql))
        {
            var policy = examined.Policy.Targets.Single(t => t.Name == plan.Target).Hardened(also?.Targets.FirstOrDefault(t => t.Name == plan.Target));
            if (policy.Rehearsal == RehearsalMode.Off) continue;
            outcomes[plan.Target] = await Rehearse(
                new(plan, policy, examined.Histories.GetValueOrDefault(plan.Target, []), landed), cancellation);
        }

        return examined.With(outcomes.ToImmutable());
    }

    /// <summary>
    /// Rehearses nothing of a fork's change: whoever may open a change request must not be able to keep the bot's machine busy.
    /// Once somebody with the right to has merged it, it is rehearsed like any other before it runs.
    /// </summary>
    public static Examination.Complete Withhold(Examination.Complete examined) => examined.With(
        examined.Plan.Targets.Where(t => t.Dialect == Dialect.PostgreSql)
            .Where(t => examined.Policy.Targets.Single(p => p.Name == t.Target).Rehearsal != RehearsalMode.Off)
            .ToImmutableDictionary(t => t.Target, t => (RehearsalOutcome)new RehearsalOutcome.Unavailable(t.Target,
                "it comes from a fork, and what is run before a merge is only what was pushed to this repository; push the branch here to have it rehearsed")));

    private sealed record Part(TargetPlan Plan, TargetPolicy Policy, ImmutableArray<Script> History, ChangeKey? Landed);

    private async Task<RehearsalOutcome> Rehearse(Part part, CancellationToken cancellation)
    {
        var (plan, policy, history, landed) = part;
        // Load.
        if (connections.Find(policy) is not PostgreSqlTarget target)
            return Unavailable($"the bot's configuration has no postgresql connection `{policy.Connection}`");
        if (await target.ReadState(cancellation) is not TargetState.Ready ready)
            return Unavailable($"`{policy.Name}` cannot be reached, or is not enrolled");
        if (await target.ReadSchema(cancellation) is not SchemaReading.Read read)
            return Unavailable($"the schema of `{policy.Name}` cannot be read");

        await known.KeepFirst(ready.Identity, read.Schema, cancellation); // what somebody changes from here on is noticed

        // Decide.
        var applied = ready.Applied.GroupBy(a => a.Path).ToDictionary(g => g.Key, g => g.Last().Digest);
        var rest = Remainder.Of(plan, s => applied.TryGetValue(s.Path, out var digest) && digest == s.Digest);
        var isWhole = rest.Plan.Statements.Length == plan.Statements.Length;
        if (!isWhole && landed is not null && await kept.Find(landed.Value, plan, cancellation) is { } before) return new RehearsalOutcome.Done(before);
        if (rest.Plan.Statements.IsEmpty) return new RehearsalOutcome.InTarget(plan.Target);
        ImmutableArray<Script> ahead = [.. history.Where(s => s.Role == ScriptRole.Versioned && !applied.ContainsKey(s.Path))];

        // Act.
        var request = new RehearsalRequest(
            policy, rest.Plan, read.Schema, $"the schema of {policy.Name}", read.Schema.Fingerprint, target.ApplyLogin, ahead, read.Sizes);
        var outcome = await _remembered.Get(request, () => rehearsal.Run(request, cancellation));
        if (outcome is not RehearsalOutcome.Done done) return outcome;
        if (isWhole && landed is not null) await kept.Keep(landed.Value, plan, done.Rehearsal, cancellation);
        return new RehearsalOutcome.Done(rest.Fill(done.Rehearsal) with { PlannedOn = read.Schema });

        RehearsalOutcome.Unavailable Unavailable(string because) => new(plan.Target, because);
    }
}
