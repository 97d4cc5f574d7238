using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;
using LibGit2Sharp;

namespace Countersign.Sandbox.PullRequests;

/// <summary>The commits that land a pull request, made the way GitHub makes them.</summary>
internal static class Landing
{
    /// <summary>Makes the commit the base is to move to; null when the method cannot be done without conflict.</summary>
    public static string? Build(
        SandboxPullRequest pull, MergeMethod method, Actor actor, string baseTip, string? title = null, string? message = null)
    {
        var git = pull.Repository.Git;
        var now = pull.Forge.Now();
        if (method == MergeMethod.Rebase)
        {
            var replayed = Replay(git, baseTip, pull.HeadSha, actor.Identity, now);
            return replayed is null ? null : Falsified(pull, replayed);
        }

        if (git.Merge(baseTip, pull.HeadSha) is not { } tree) return null;
        if (pull.Forge.Switches.EvilMerge is { } evil) tree = git.TreeWith(tree, evil);
        var committer = GitStore.Sign(pull.Repository.WebFlow, now);
        return method == MergeMethod.Merge
            ? git.Commit(tree, [baseTip, pull.HeadSha], MergeMessage(pull, title, message), GitStore.Sign(actor.Identity, now), committer)
            : git.Commit(tree, [baseTip], SquashMessage(pull, title, message), GitStore.Sign(pull.Author.Identity, now), committer);
    }

    /// <summary>
    /// The commits of <paramref name="head"/> again on top of <paramref name="onto"/>: author and author date
    /// kept, committer new, merges left out, what is already there dropped. Null on a conflict.
    /// </summary>
    public static string? Replay(GitStore git, string onto, string head, GitIdentity committer, DateTimeOffset now)
    {
        var tip = onto;
        foreach (var commit in git.Read.Commits(onto, head).Where(commit => commit.Parents.Count() <= 1))
        {
            if (git.CherryPick(commit.Sha, tip) is not { } tree) return null;
            if (tree == git.Read.Commit(tip).Tree.Sha) continue;
            tip = git.Commit(tree, [tip], commit.Message, commit.Author, GitStore.Sign(committer, now));
        }

        return tip;
    }

    /// <summary>One commit on the base that undoes everything the pull request landed.</summary>
    public static string Revert(SandboxPullRequest pull, Actor actor)
    {
        var git = pull.Repository.Git;
        var tip = git.Read.Branch(pull.BaseBranch)!;
        foreach (var commit in Landed(pull).Reverse())
        {
            var tree = git.Revert(commit, tip) ?? throw RefusedException.Unprocessable("this pull request cannot be reverted: it conflicts");
            var (author, committer) = (GitStore.Sign(actor.Identity, pull.Forge.Now()), GitStore.Sign(pull.Repository.WebFlow, pull.Forge.Now()));
            var subject = git.Read.Commit(commit).MessageShort;
            tip = git.Commit(tree, [tip], $"Revert \"{subject}\"\n\nThis reverts commit {commit}.\n", author, committer);
        }

        return tip;
    }

    private static IEnumerable<string> Landed(SandboxPullRequest pull)
    {
        var landed = pull.Repository.Git.Read.Commit(pull.MergeCommitSha!);
        return landed.Parents.Count() > 1
            ? [landed.Sha]
            : pull.Repository.Git.Read.Commits(pull.BaseBeforeMerge, landed.Sha).Select(commit => commit.Sha);
    }

    private static string Falsified(SandboxPullRequest pull, string tip)
    {
        if (pull.Forge.Switches.EvilMerge is not { } evil) return tip;
        var git = pull.Repository.Git;
        var last = git.Read.Commit(tip);
        return git.Commit(
            git.TreeWith(last.Tree.Sha, evil), [.. last.Parents.Select(parent => parent.Sha)], last.Message, last.Author, last.Committer);
    }

    private static string MergeMessage(SandboxPullRequest pull, string? title, string? message) =>
        $"{title ?? $"Merge pull request #{pull.Number} from {pull.HeadRepository.Owner.Login}/{pull.HeadBranch}"}\n\n{message ?? pull.Title}";

    private static string SquashMessage(SandboxPullRequest pull, string? title, string? message)
    {
        var commits = pull.Repository.Git.Read.Commits(pull.ComparedWith, pull.HeadSha);
        var coAuthors = commits.Select(commit => commit.Author)
            .Where(author => author.Email != pull.Author.Email)
            .Select(author => $"Co-authored-by: {author.Name} <{author.Email}>")
            .Distinct();
        string[] parts =
        [
            title ?? $"{(commits.Count == 1 ? commits[0].MessageShort : pull.Title)} (#{pull.Number})",
            message ?? (commits.Count == 1 ? Rest(commits[0]) : string.Join("\n\n", commits.Select(commit => $"* {commit.Message.Trim()}"))),
            string.Join('\n', coAuthors),
        ];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Rest(Commit commit)
    {
        var end = commit.Message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? string.Empty : commit.Message[end..].Trim();
    }
}
