using System.Text.RegularExpressions;
using Countersign.Bot.Reports;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.Forges.GitHub.Webhooks;
using Countersign.Reports;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Reports on a commit that a merge queue proposes to land. It is judged as a landed one would be: by its own tree, the
/// policy of the base before it, and the sign-offs of the change request that its branch names.
/// </summary>
internal sealed partial class ReviewMergeGroup(
    ChangeLoading changes, GitMirrors mirrors, LandedExamining examining, Rehearsing rehearsing, OpinionLoading opinions,
    Overrides overrides, IForge forge)
{
    /// <summary>Judges the group's commit and sets the check on it. A queue cannot wait, so what is pending fails.</summary>
    public async Task Run(GitHubDelivery.MergeGroup group, CancellationToken cancellation)
    {
        // Load.
        if (NumberOf(group.HeadRef) is not { } number) return;
        using var loaded = await changes.Load(new(group.Repository.Id, number), cancellation);
        if (loaded is not { Change.IsGoverned: true }) return;
        var remote = await forge.ReadRemote(loaded.Repository, cancellation);
        await mirrors.Fetch(group.Repository.Id, remote, [new GitWant.Commit(group.Head)], cancellation);
        var examination = await Task.Run(() => examining.ExamineProposed(loaded, group.Head, cancellation), cancellation);

        // Decide.
        var check = examination switch
        {
            LandedExamination.NothingGoverned => new CheckReport(CheckState.Success, "Nothing governed lands with this commit", "", []),
            LandedExamination.Quarantined q => Failed(new Verdict.Refused(q.Reasons, null), loaded, null),
            LandedExamination.Complete complete => await Judge(
                loaded, complete with { Examined = await rehearsing.Run(complete.Examined, complete.PolicyAtTip, null, cancellation) }, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        // Act.
        await forge.WriteCheck(loaded.Repository, group.Head, check, cancellation);
    }

    private async Task<CheckReport> Judge(LoadedChange loaded, LandedExamination.Complete landed, CancellationToken cancellation)
    {
        var heard = await opinions.Load(loaded, landed.Examined, [landed.Examined.Policy, landed.PolicyAtTip], null, cancellation);
        var verdict = await overrides.Judge(loaded, landed.Examined, heard, landed.Judge, cancellation);
        return Failed(verdict, loaded, landed);
    }

    private static CheckReport Failed(Verdict verdict, LoadedChange loaded, LandedExamination.Complete? landed)
    {
        var check = CheckRendering.Render(new(
            new Subject.Request(loaded.Change), landed?.Plan, landed?.Examined.Findings ?? [], verdict, [], []));
        return verdict is Verdict.Clear ? check : check with { State = CheckState.Failure };
    }

    /// <summary>`gh-readonly-queue/main/pr-12-0a1b…` names the change request that the commit adds to the group.</summary>
    private static int? NumberOf(string headRef) =>
        QueueBranch().Match(headRef) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var number) ? number : null;

    [GeneratedRegex("^(?:refs/heads/)?gh-readonly-queue/.+/pr-([0-9]{1,9})-[0-9a-f]{40}$", RegexOptions.NonBacktracking)]
    private static partial Regex QueueBranch();
}
