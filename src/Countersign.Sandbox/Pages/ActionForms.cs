using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Pages;

/// <summary>The forms by which a visitor acts as somebody.</summary>
internal static class ActionForms
{
    public static Html Of(SandboxPullRequest pull, IReadOnlyList<Actor> people, string? acting)
    {
        var address = $"/{pull.Repository.FullName}/pull/{pull.Number}";
        return Html.Of($"{Talk(pull, address, people, acting)}{Push(pull, address, people, acting)}");
    }

    private static Html Talk(SandboxPullRequest pull, string address, IReadOnlyList<Actor> people, string? acting) => Html.Of($"""
        <section class="card"><h2>Act as</h2>
        <form method="post" action="{address}/act">
        {Select(pull, people, acting)}
        <textarea name="body" rows="4" placeholder="Text of the comment or review" aria-label="Text"></textarea>
        <div class="buttons">
        {Button("comment", "Comment")}{Button("approve", "Approve", "go")}{Button("request-changes", "Request changes", "stop")}
        </div>
        <div class="buttons">
        <select name="method" aria-label="Merge method"><option value="merge">merge commit</option><option value="squash">squash</option><option value="rebase">rebase</option></select>
        {Button("merge", "Merge", "go")}{Button("admin-merge", "Merge past protection", "stop")}
        </div>
        <div class="buttons">{(pull.State == PullRequestState.Closed ? Button("reopen", "Reopen") : Button("close", "Close"))}{Button("rebase", "Rebase")}{Button("revert", "Revert")}</div>
        </form></section>
        """);

    private static Html Push(SandboxPullRequest pull, string address, IReadOnlyList<Actor> people, string? acting) => Html.Of($"""
        <section class="card"><h2>Push another commit</h2>
        <form method="post" action="{address}/act">
        {Select(pull, people, acting)}
        <input name="path" required value="{FirstPath(pull)}" aria-label="Path" placeholder="path of the file">
        <textarea name="content" rows="8" class="code" aria-label="Content" placeholder="new content of the file">{FirstContent(pull)}</textarea>
        <input name="message" aria-label="Message" placeholder="commit message">
        <div class="buttons">{Button("push", "Push")}</div>
        </form></section>
        """);

    private static Html Select(SandboxPullRequest pull, IReadOnlyList<Actor> people, string? acting) => Html.Of($"""
        <select name="actor" aria-label="Act as">{people.Select(person => Option(pull, person, person.Login == acting))}</select>
        """);

    private static Html Option(SandboxPullRequest pull, Actor person, bool selected)
    {
        var marked = selected ? Html.Of($" selected") : Html.Empty;
        return Html.Of($"""<option value="{person.Login}"{marked}>{person.Login} ({pull.Repository.RoleOf(person).Name()})</option>""");
    }

    private static Html Button(string act, string text, string style = "") =>
        Html.Of($"""<button name="act" value="{act}" class="{style}">{text}</button>""");

    private static string? FirstPath(SandboxPullRequest pull) =>
        pull.Repository.Git.Read.Diff(pull.ComparedWith, pull.HeadSha).Select(file => file.Path).FirstOrDefault();

    private static string FirstContent(SandboxPullRequest pull) => FirstPath(pull) is { } path
        && pull.Repository.Git.Read.File(pull.HeadSha, path) is { Length: < 100_000 } content
            ? System.Text.Encoding.UTF8.GetString(content)
            : string.Empty;
}
