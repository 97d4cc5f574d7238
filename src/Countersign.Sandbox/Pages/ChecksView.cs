using Countersign.Sandbox.Api.Routes;
using Countersign.Sandbox.Checks;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Pages;

/// <summary>The checks of the head: the latest run of each name, and the latest status of each context.</summary>
internal static class ChecksView
{
    public static Html Of(SandboxPullRequest pull)
    {
        var (runs, statuses) = (RunsOf(pull), StatusRoutes.LatestOf(pull.Repository, pull.HeadSha).ToList());
        if (runs.Count + statuses.Count == 0) return Html.Of($"""<p class="empty">No checks on {Layout.Sha(pull.HeadSha)}.</p>""");
        return Html.Of($"{runs.Select(Run)}{statuses.Select(Status)}");
    }

    /// <summary>One dot a check, for lists.</summary>
    public static Html Dots(SandboxPullRequest pull) => Html.Join(
    [
        .. RunsOf(pull).Select(run => Dot(run.Conclusion ?? "pending", run.Name)),
        .. StatusRoutes.LatestOf(pull.Repository, pull.HeadSha).Select(status => Dot(status.State, status.Context)),
    ]);

    private static List<CheckRun> RunsOf(SandboxPullRequest pull) =>
    [
        .. pull.Repository.CheckRuns.Where(run => run.HeadSha == pull.HeadSha)
            .GroupBy(run => (run.App, run.Name)).Select(group => group.Last()),
    ];

    private static Html Run(CheckRun run) => Html.Of($"""
        <details class="check"><summary>{Dot(run.Conclusion ?? "pending", run.Name)}<strong>{run.Name}</strong>
        <span class="muted">{run.Title ?? run.Conclusion ?? run.Status} · {run.App.Slug}</span></summary>
        {MarkdownView.Of(run.Summary)}{MarkdownView.Of(run.Text)}
        {run.Annotations.Select(Note)}
        </details>
        """);

    private static Html Status(CommitStatus status) => Html.Of($"""
        <div class="check">{Dot(status.State, status.Context)}<strong>{status.Context}</strong>
        <span class="muted">{status.Description ?? status.State} · {status.Creator.Login}</span></div>
        """);

    public static Html Note(Annotation note) => Html.Of($"""
        <div class="annotation {Level(note)}"><code>{note.Path}:{note.StartLine}</code> <strong>{note.Title}</strong><p>{note.Message}</p></div>
        """);

    private static string Level(Annotation note) => note.Level is "failure" or "warning" ? note.Level : "notice";

    private static Html Dot(string state, string name)
    {
        var style = state switch
        {
            "success" or "neutral" or "skipped" => "good",
            "pending" or "queued" or "in_progress" => "waiting",
            _ => "bad",
        };
        return Html.Of($"""<span class="dot {style}" title="{name}: {state}"></span>""");
    }
}
