using Countersign.Bot.Reports;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Overrides (INV-21), beside judging: what was said, whom we told, and what nobody has looked at since. The ledger hears of one
/// before people do, and people before anything follows from it; while they cannot be told, it does not hold.
/// </summary>
internal sealed class Overrides(OverrideRecords records, AlertChannel alerts, LedgerStore ledger, IForge forge, TimeProvider clock)
{
    /// <summary>The facts for judging a change request.</summary>
    public async Task<OverrideFacts> Load(LoadedChange loaded, CancellationToken cancellation) => new(
        OverrideActs.In(loaded.Facts.Comments),
        await records.ReadAnnounced(loaded.Change.Key, cancellation),
        [.. (await records.ReadUnreviewed(loaded.Change.Key.Repository, cancellation)).Where(u => u.Change != loaded.Change.Key)],
        clock.GetUtcNow());

    /// <summary>
    /// Judges; when an override was granted that nobody has heard of yet and that opens the gate, everybody is told and it is judged again.
    /// One that opens nothing, because something is missing that it cannot stand in for, is no news.
    /// </summary>
    public async Task<Verdict> Judge(
        LoadedChange loaded, Examination.Complete examined, Opinions heard, Func<Opinions, Verdict> judge, CancellationToken cancellation)
    {
        var verdict = judge(heard);
        if (verdict is not Verdict.Pending { Judgement.Override: { IsGranted: true, IsAnnounced: false } standing }) return verdict;
        var announced = judge(heard with { Overrides = heard.Overrides with { Announced = heard.Overrides.Announced.Add(standing.Request.CommentId) } });
        if (announced is not Verdict.Clear) return verdict;
        await ledger.Append(new LedgerFact.Overridden(loaded.Change, examined.Plan, examined.Policy.Digest, standing));
        if (!await alerts.Send(Alert("was granted", loaded.Change, examined.Plan, standing), cancellation)) return verdict;
        var comment = Replies.Override(examined.Plan, standing);
        await forge.WriteComment(loaded.Repository, loaded.Change.Key.Number, null, comment, cancellation);
        await records.KeepAnnounced(loaded.Change.Key, standing.Request.CommentId, examined.Plan.Digest, clock.GetUtcNow(), cancellation);
        return announced;
    }

    /// <summary>
    /// To be called before anything runs on an override, by whoever runs it: the channel hears of it from the executor itself, so that
    /// no other process can keep it quiet.
    /// </summary>
    /// <returns>False when the channel did not take it; then nothing may run.</returns>
    public async Task<bool> Use(ChangeRequest change, Plan plan, OverrideStanding standing, CancellationToken cancellation)
    {
        if (await records.IsUsed(change.Key, standing.Request.CommentId, cancellation)) return true;
        if (!await alerts.Send(Alert("is being used", change, plan, standing), cancellation)) return false;
        await records.KeepAnnounced(change.Key, standing.Request.CommentId, plan.Digest, clock.GetUtcNow(), cancellation);
        await records.KeepUsed(change.Key, standing.Request.CommentId, clock.GetUtcNow(), cancellation);
        return true;
    }

    /// <summary>Whether a landed change was begun on an override and nobody has given since what it went without.</summary>
    public async Task<bool> WasUsed(ChangeKey change, CancellationToken cancellation) =>
        (await records.ReadUnreviewed(change.Repository, cancellation)).Any(u => u.Change == change);

    /// <summary>To be called when a landed change has every sign-off that policy asks for.</summary>
    public Task Review(ChangeKey change, CancellationToken cancellation) => records.KeepReviewed(change, clock.GetUtcNow(), cancellation);

    private static string Alert(string what, ChangeRequest change, Plan plan, OverrideStanding standing) => TerminalText.Lines(
        $"""
        Countersign: an override {what} for {change.RepositoryName}#{change.Key.Number}, plan {plan.Digest.Short}: {Scope(plan)}.
        {standing.Sentence}.
        Until somebody gives the sign-offs that it goes without, no other change of this repository is cleared.
        """);

    private static string Scope(Plan plan) => string.Join("; ",
        plan.Targets.Where(t => t.Target != PolicyEdit.Target).Select(t => $"{t.Statements.Length} on {t.Target} ({t.Environment})"));
}
