using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Repositories;

/// <content>Opening pull requests, and forks of the repository.</content>
public sealed partial class SandboxRepository
{
    /// <summary>Copies the repository to another account, which becomes the admin of the copy.</summary>
    public SandboxRepository Fork(Actor owner)
    {
        lock (Forge.Gate)
        {
            Demand(owner, Role.Read);
            var fork = new SandboxRepository(Forge, Forge.NextId(), owner, Name) { ForkOf = this, Private = Private };
            GitCommand.Run(fork.GitDirectory, "fetch", "--quiet", GitDirectory, "+refs/heads/*:refs/heads/*");
            Forge.Repositories.Add(fork);
            return fork;
        }
    }

    /// <summary>Opens a pull request from a branch of this repository, or of a fork.</summary>
    public SandboxPullRequest OpenPullRequest(
        Actor author, string head, string @base, string title, string body = "", bool draft = false, SandboxRepository? from = null)
    {
        lock (Forge.Gate)
        {
            Demand(author, Role.Read);
            var source = from ?? this;
            var headSha = source.Git.Read.Branch(head) ?? throw RefusedException.Invalid("PullRequest", "head", "", "invalid");
            var baseSha = Git.Read.Branch(@base) ?? throw RefusedException.Invalid("PullRequest", "base", "", "invalid");
            RefuseEmptyOrDouble(source, head, @base, headSha, baseSha);
            var pull = new SandboxPullRequest(this, NextNumber(), author, title, body)
            {
                Draft = draft,
                HeadRepository = source,
                HeadBranch = head,
                HeadSha = headSha,
                BaseBranch = @base,
                BaseSha = baseSha,
                LastPusher = author,
            };
            PullRequestList.Add(pull);
            pull.PublishHead();
            pull.Emit("opened", author);
            return pull;
        }
    }

    private void RefuseEmptyOrDouble(SandboxRepository source, string head, string @base, string headSha, string baseSha)
    {
        if (source == this && Git.Read.IsAncestor(headSha, baseSha))
        {
            throw RefusedException.Invalid("PullRequest", "head", $"No commits between {@base} and {head}");
        }

        var isOpenAlready = PullRequestList.Exists(pull => pull.State == PullRequestState.Open
            && pull.HeadRepository == source && pull.HeadBranch == head && pull.BaseBranch == @base);
        if (isOpenAlready)
        {
            throw RefusedException.Invalid("PullRequest", "head", $"A pull request already exists for {source.Owner.Login}:{head}.");
        }
    }
}
