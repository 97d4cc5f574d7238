using System.Text;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Ledger;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>Writes what workflows found out and did to the ledger; facts that repeat are written once.</summary>
internal sealed class ChangeLedger(LedgerStore ledger, NotedRecords noted)
{
    /// <summary>A plan, the sign-offs on it, and the verdict.</summary>
    public async Task Judged(
        ChangeRequest change, Examination.Complete examined, Opinions heard, Verdict verdict, CancellationToken cancellation)
    {
        var policy = examined.Policy.Digest;
        var facts = new List<(string What, LedgerFact Fact)>
        {
            ($"plan/{examined.Plan.Digest}/{policy}", new LedgerFact.PlanMade(change, examined.Plan, policy)),
        };
        facts.AddRange(heard.Bound.SignOffs.Select(s => ($"sign-off/{Name(s.Source)}/{DigestOf(s)}", (LedgerFact)new LedgerFact.Signed(change, s))));
        facts.Add(($"verdict/{DigestOf(examined.Plan, policy, verdict)}", new LedgerFact.Judged(change, examined.Plan, policy, verdict)));
        await Append(change.Key, facts, cancellation);
    }

    /// <summary>That the change request landed.</summary>
    public Task MergeObserved(ChangeRequest change, CommitId landedAt, CommitId baseBefore, CancellationToken cancellation) => Append(
        change.Key, [($"merge/{landedAt}", new LedgerFact.MergeObserved(change, landedAt, baseBefore))], cancellation);

    /// <summary>The intents of units. Returns when they are durable: only then may a byte leave (INV-25).</summary>
    public Task Intended(Execution execution, ImmutableArray<UnitIntent> intents) =>
        ledger.Append([.. intents.Select(i => new LedgerFact.Intended(execution, i))]);

    /// <summary>What became of a unit.</summary>
    public Task Came(Execution execution, UnitOutcome outcome) => ledger.Append(new LedgerFact.Came(execution, outcome));

    private async Task Append(ChangeKey change, List<(string What, LedgerFact Fact)> facts, CancellationToken cancellation)
    {
        var missing = await noted.Missing(change, [.. facts.Select(f => f.What)], cancellation);
        if (missing.IsEmpty) return;
        await ledger.Append([.. facts.Where(f => missing.Contains(f.What)).Select(f => f.Fact)]);
        await noted.Keep(change, missing, cancellation);
    }

    private static string Name(SignOffSource source) => source switch
    {
        SignOffSource.Review r => $"review-{r.ReviewId}",
        SignOffSource.Command c => $"command-{c.CommentId}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string DigestOf(SignOff signOff) =>
        Short(signOff.Seen.Where(s => s.Signed).Select(s => s.Chain.Hex));

    private static string DigestOf(Plan plan, Digest policy, Verdict verdict)
    {
        IEnumerable<string> said = verdict switch
        {
            Verdict.Clear c => c.Judgement.SignOffs.Select(s => $"{Name(s.Source)}:{string.Join(',', s.CountsFor)}").Prepend("clear"),
            Verdict.Pending p => p.Shortfalls.Select(s => s.Sentence).Prepend("pending"),
            Verdict.Refused r => r.Reasons.Select(s => s.Sentence).Prepend("refused"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Short(said.Prepend(policy.Hex).Prepend(plan.Digest.Hex));
    }

    private static string Short(IEnumerable<string> lines) => Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', lines))).Short;
}
