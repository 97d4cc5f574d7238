using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.PullRequests;

/// <content>Edits and the life cycle.</content>
public sealed partial class SandboxPullRequest
{
    /// <summary>Changes title, description or both.</summary>
    public void Edit(Actor actor, string? title = null, string? body = null)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Write);
            var changes = new Dictionary<string, object>();
            if (title is not null) changes["title"] = new { from = Title };
            if (body is not null) changes["body"] = new { from = Body };
            (Title, Body) = (title ?? Title, body ?? Body);
            if (changes.Count > 0) Emit("edited", actor, new { changes });
        }
    }

    /// <summary>Aims it at another base: the head stays, the difference changes.</summary>
    public void Retarget(Actor actor, string newBase)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Write);
            var tip = Repository.Git.Read.Branch(newBase) ?? throw RefusedException.Invalid("PullRequest", "base", "", "invalid");
            var changes = new { @base = new { @ref = new { from = BaseBranch }, sha = new { from = BaseSha } } };
            (BaseBranch, BaseSha) = (newBase, tip);
            RefreshTestMerge();
            Note("base_ref_changed", actor);
            Emit("edited", actor, new { changes });
        }
    }

    /// <summary>Makes it a draft.</summary>
    public void ConvertToDraft(Actor actor)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Write);
            Draft = true;
            Note("convert_to_draft", actor);
            Emit("converted_to_draft", actor);
        }
    }

    /// <summary>Marks it ready for review.</summary>
    public void MarkReady(Actor actor)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Write);
            Draft = false;
            Note("ready_for_review", actor);
            Emit("ready_for_review", actor);
        }
    }

    /// <summary>Closes it without a merge.</summary>
    public void Close(Actor actor)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Triage);
            if (State == PullRequestState.Open) CloseBy(actor);
        }
    }

    /// <summary>Opens it again; the head may have moved meanwhile.</summary>
    public void Reopen(Actor actor)
    {
        lock (Forge.Gate)
        {
            DemandAuthorOr(actor, Role.Triage);
            if (State != PullRequestState.Closed) throw RefusedException.Invalid("PullRequest", "state", "state cannot be changed. The pull request is not closed.");
            HeadSha = HeadRepository.Git.Read.Branch(HeadBranch)
                ?? throw RefusedException.Invalid("PullRequest", "state", $"state cannot be changed. The {HeadBranch} branch has been deleted.");
            (State, ClosedAt) = (PullRequestState.Open, null);
            testMerged = null;
            PublishHead();
            Note("reopened", actor);
            Emit("reopened", actor);
        }
    }

    internal void CloseBy(Actor actor)
    {
        Repository.Queue.Invalidate(this);
        (State, ClosedAt) = (PullRequestState.Closed, Forge.Now());
        Repository.Git.RemoveRef($"refs/pull/{Number}/merge");
        Note("closed", actor);
        Emit("closed", actor);
    }

    private void DemandAuthorOr(Actor actor, Role role)
    {
        if (actor != Author) Repository.Demand(actor, role);
    }
}
