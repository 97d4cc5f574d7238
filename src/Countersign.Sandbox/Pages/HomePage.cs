using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Pages;

/// <summary>The repositories and their pull requests.</summary>
internal static class HomePage
{
    public static Html Of(IReadOnlyList<SandboxRepository> repositories) => Layout.Page("sandbox forge", Html.Of($"""
        <h1>Repositories</h1>
        {(repositories.Count == 0 ? Html.Of($"""<p class="empty">There are none yet. Make one with <code>POST /_sandbox/repos</code>.</p>""") : Html.Empty)}
        {repositories.Select(Card)}
        """));

    private static Html Card(SandboxRepository repository) => Html.Of($"""
        <section class="card">
        <h2>{Layout.Avatar(repository.Owner)}{repository.FullName} <span class="pill">{(repository.Private ? "private" : "public")}</span></h2>
        <p class="muted"><code>git clone {repository.CloneUrl}</code></p>
        {(repository.PullRequests.Count == 0 ? Html.Of($"""<p class="empty">No pull requests.</p>""") : Html.Empty)}
        <ul class="pulls">{repository.PullRequests.Reverse().Select(Row)}</ul>
        </section>
        """);

    private static Html Row(SandboxPullRequest pull) => Html.Of($"""
        <li>{State(pull)}<a href="/{pull.Repository.FullName}/pull/{pull.Number}">{pull.Title}</a>
        <span class="muted">#{pull.Number} by {pull.Author.Login}, {pull.HeadBranch} → {pull.BaseBranch}</span>{ChecksView.Dots(pull)}</li>
        """);

    public static Html State(SandboxPullRequest pull)
    {
        var (style, word) = pull switch
        {
            { State: PullRequestState.Merged } => ("merged", "Merged"),
            { State: PullRequestState.Closed } => ("closed", "Closed"),
            { Draft: true } => ("draft", "Draft"),
            _ => ("open", "Open"),
        };
        return Html.Of($"""<span class="state {style}">{word}</span>""");
    }
}
