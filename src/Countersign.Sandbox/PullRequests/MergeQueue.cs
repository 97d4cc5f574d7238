using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Checks;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.PullRequests;

/// <summary>
/// The merge queue. Each entry is built on top of the one before it, on a branch of its own, and has to get its
/// required checks there; then the base is fast-forwarded to it. A failure throws the entry out and rebuilds
/// what came after it.
/// </summary>
public sealed class MergeQueue
{
    private readonly SandboxRepository repository;
    private readonly List<Entry> entries = [];
    private bool evaluating;

    internal MergeQueue(SandboxRepository repository) => this.repository = repository;

    /// <summary>The pull requests in the queue and the commits their checks are expected on, first to be merged first.</summary>
    public IReadOnlyList<(SandboxPullRequest PullRequest, string HeadSha, string HeadRef)> Entries =>
        [.. entries.Select(entry => (entry.Pull, entry.Head, entry.Ref))];

    internal void Add(SandboxPullRequest pull, Actor actor)
    {
        if (entries.Exists(entry => entry.Pull == pull)) throw RefusedException.Unprocessable("Pull request is already in the queue");
        pull.Note("added_to_merge_queue", actor);
        pull.Emit("enqueued", actor);
        Build(pull, actor);
    }

    /// <summary>A push to, or the closing of, a queued pull request takes it out.</summary>
    internal void Invalidate(SandboxPullRequest pull)
    {
        if (entries.Find(entry => entry.Pull == pull) is { } entry) TakeOut(entry, "MANUAL", "invalidated");
    }

    /// <summary>Looks at the checks of the first entry, as often as that changes something.</summary>
    internal void Evaluate()
    {
        if (evaluating) return;
        evaluating = true;
        while (entries.Count > 0 && Step(entries[0]))
        {
        }

        evaluating = false;
    }

    private bool Step(Entry first)
    {
        var required = repository.ProtectionOf(first.Base)?.RequiredChecks ?? [];
        var states = required.Select(check => RequiredChecks.StateOf(repository, first.Head, null, check)).ToList();
        if (states.Contains(RequiredCheckState.Failed))
        {
            TakeOut(first, "CI_FAILURE", "dequeued");
            return true;
        }

        if (states.Exists(state => state != RequiredCheckState.Passed)) return false;
        Land(first);
        return true;
    }

    private void Land(Entry entry)
    {
        entries.Remove(entry);
        Destroy(entry, "merged");
        entry.Pull.BecomeMerged(entry.Actor, entry.Head, entry.BaseTip);
        repository.MoveBranch(entry.Actor, entry.Base, entry.BaseTip, entry.Head);
    }

    private void TakeOut(Entry entry, string reason, string destroyed)
    {
        var after = entries.SkipWhile(other => other != entry).Skip(1).ToList();
        entries.Remove(entry);
        Destroy(entry, destroyed);
        entry.Pull.Note("removed_from_merge_queue", entry.Actor);
        entry.Pull.Emit("dequeued", entry.Actor, new { reason });
        foreach (var later in after)
        {
            entries.Remove(later);
            Destroy(later, "invalidated");
        }

        foreach (var later in after) Build(later.Pull, later.Actor);
    }

    private void Build(SandboxPullRequest pull, Actor actor)
    {
        var before = entries.FindLast(entry => entry.Base == pull.BaseBranch)?.Head ?? repository.Git.Read.Branch(pull.BaseBranch)!;
        var method = repository.ProtectionOf(pull.BaseBranch)?.QueueMethod ?? MergeMethod.Merge;
        if (Landing.Build(pull, method, actor, before) is not { } head)
        {
            pull.Note("removed_from_merge_queue", actor);
            pull.Emit("dequeued", actor, new { reason = "MERGE_CONFLICT" });
            return;
        }

        var entry = new Entry(pull, actor, pull.BaseBranch, before, head, $"gh-readonly-queue/{pull.BaseBranch}/pr-{pull.Number}-{before}");
        entries.Add(entry);
        repository.MoveBranch(actor, entry.Ref, null, head);
        EmitGroup("checks_requested", entry, new { });
        Evaluate();
    }

    private void Destroy(Entry entry, string reason)
    {
        repository.MoveBranch(entry.Actor, entry.Ref, entry.Head, null);
        EmitGroup("destroyed", entry, new { reason });
    }

    private void EmitGroup(string action, Entry entry, object more) => repository.Emit(
        "merge_group", action, entry.Actor, Details.With(more, "merge_group", new
        {
            head_sha = entry.Head,
            head_ref = $"refs/heads/{entry.Ref}",
            base_sha = entry.BaseTip,
            base_ref = $"refs/heads/{entry.Base}",
            head_commit = GitShape.PushedCommit(repository, repository.Git.Read.Commit(entry.Head)),
        }));

    private sealed record Entry(SandboxPullRequest Pull, Actor Actor, string Base, string BaseTip, string Head, string Ref);
}
