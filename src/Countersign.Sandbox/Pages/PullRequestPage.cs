using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Environments;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Pages;

/// <summary>One pull request: what it is, what was said, what the checks say, and what one can do to it.</summary>
internal static class PullRequestPage
{
    /// <param name="pull">The pull request.</param>
    /// <param name="people">Who one can act as.</param>
    /// <param name="acting">Whom the selectors show first.</param>
    /// <param name="refusal">What the forge said to the last act; null when it did it.</param>
    public static Html Of(SandboxPullRequest pull, IReadOnlyList<Actor> people, string? acting, string? refusal) => Layout.Page(
        $"{pull.Title} · #{pull.Number}",
        Html.Of($"""
        <p class="muted"><a href="/">repositories</a> / {pull.Repository.FullName}</p>
        <h1>{pull.Title} <span class="muted">#{pull.Number}</span></h1>
        <p>{HomePage.State(pull)}<strong>{pull.Author.Login}</strong> wants to merge <code>{pull.HeadBranch}</code> {Layout.Sha(pull.HeadSha)} into <code>{pull.BaseBranch}</code></p>
        {(refusal is null ? Html.Empty : Html.Of($"""<p class="refusal" role="alert">{refusal}</p>"""))}
        <div class="columns">
        <div>
        {ConversationView.Of(pull)}
        {Merging(pull)}
        <h2>Checks</h2>{ChecksView.Of(pull)}
        <h2>Commits</h2><ul class="commits">{Commits(pull)}</ul>
        <h2>Files changed</h2>{FilesView.Of(pull)}
        </div>
        <aside>{ActionForms.Of(pull, people, acting)}{Deployments(pull)}</aside>
        </div>
        """));

    private static Html Merging(SandboxPullRequest pull)
    {
        if (pull.State == PullRequestState.Merged)
        {
            return Html.Of($"""<section class="mergebox merged">Merged by <strong>{pull.MergedBy?.Login}</strong> as {Layout.Sha(pull.MergeCommitSha!)}.</section>""");
        }

        if (pull.State == PullRequestState.Closed) return Html.Of($"""<section class="mergebox closed">Closed without a merge.</section>""");
        var blockers = pull.MergeBlockers;
        return blockers.Count == 0
            ? Html.Of($"""<section class="mergebox clear">Nothing required is missing; this can be merged.</section>""")
            : Html.Of($"""<section class="mergebox blocked"><strong>Merging is blocked</strong><ul>{blockers.Select(blocker => Html.Of($"<li>{blocker}</li>"))}</ul></section>""");
    }

    private static IEnumerable<Html> Commits(SandboxPullRequest pull) => pull.Repository.Git.Read
        .Commits(pull.ComparedWith, pull.HeadSha)
        .Select(commit => Html.Of($"""<li>{Layout.Sha(commit.Sha)} {commit.MessageShort} <span class="muted">{commit.Author.Name}</span></li>"""));

    /// <summary>Deployments of its commits, or of what it landed as.</summary>
    private static Html Deployments(SandboxPullRequest pull)
    {
        var own = pull.Repository.Deployments.Where(one => one.Sha == pull.HeadSha || one.Sha == pull.MergeCommitSha).ToList();
        return own.Count == 0 ? Html.Empty : Html.Of($"""<section class="card"><h2>Deployments</h2><ul class="deployments">{own.Select(Deployment)}</ul></section>""");
    }

    private static Html Deployment(DeploymentRecord deployment)
    {
        var last = deployment.Statuses.Count == 0 ? null : deployment.Statuses[^1];
        return Html.Of($"""<li><strong>{deployment.Environment}</strong> {Layout.Sha(deployment.Sha)} <span class="pill">{last?.State ?? "requested"}</span><br><span class="muted">{last?.Description ?? deployment.Description}</span></li>""");
    }
}
