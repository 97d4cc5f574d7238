using Countersign.Sandbox.Comments;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.Pages;

/// <summary>Description, comments, reviews and events, in the order in which they happened.</summary>
internal static class ConversationView
{
    public static Html Of(SandboxPullRequest pull)
    {
        var entries = pull.Comments.Select(comment => (At: comment.CreatedAt, comment.Id, Html: Comment(comment)))
            .Concat(pull.Reviews.Where(review => review.State != ReviewState.Pending)
                .Select(review => (At: review.SubmittedAt, review.Id, Html: Review(review, pull.HeadSha))))
            .Concat(pull.Timeline.Where(entry => entry.Name is not ("reviewed" or "review_dismissed"))
                .Select(entry => (entry.At, entry.Id, Html: Event(entry))));
        return Html.Of($"{Description(pull)}{entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => entry.Html)}");
    }

    private static Html Description(SandboxPullRequest pull) => Html.Of($"""
        <article class="bubble"><header>{Layout.Avatar(pull.Author)}<strong>{pull.Author.Login}</strong> <span class="muted">opened this {Layout.Time(pull.CreatedAt)}</span></header>
        {(pull.Body.Length == 0 ? Html.Of($"""<p class="empty">No description.</p>""") : MarkdownView.Of(pull.Body))}</article>
        """);

    private static Html Comment(Comment comment) => Html.Of($"""
        <article class="bubble" id="issuecomment-{comment.Id}"><header>{Layout.Avatar(comment.Author)}<strong>{comment.Author.Login}</strong>
        <span class="muted">commented {Layout.Time(comment.CreatedAt)}{(comment.UpdatedAt > comment.CreatedAt ? " · edited" : "")}</span></header>
        {MarkdownView.Of(comment.Body)}{Reactions(comment)}</article>
        """);

    private static Html Reactions(Comment comment) => comment.Reactions.Count == 0 ? Html.Empty : Html.Of($"""
        <footer>{comment.Reactions.Select(reaction => Html.Of($"""<span class="pill" title="{reaction.Author.Login}">{Picture(reaction.Content)}</span>"""))}</footer>
        """);

    private static string Picture(string content) => content switch
    {
        "+1" => "👍",
        "-1" => "👎",
        "eyes" => "👀",
        "rocket" => "🚀",
        "heart" => "❤️",
        "hooray" => "🎉",
        "laugh" => "😄",
        _ => "😕",
    };

    private static Html Review(Review review, string head)
    {
        var (style, words) = review.State switch
        {
            ReviewState.Approved => ("approved", "approved"),
            ReviewState.ChangesRequested => ("changes", "requested changes at"),
            ReviewState.Dismissed => ("dismissed", "gave a review that was dismissed, of"),
            _ => ("commented", "reviewed"),
        };
        var older = review.CommitId == head ? Html.Empty : Html.Of($"""<span class="muted">(not the head)</span>""");
        return Html.Of($"""
            <article class="review {style}"><header>{Layout.Avatar(review.Author)}<strong>{review.Author.Login}</strong> {words} {Layout.Sha(review.CommitId)} {older} <span class="muted">{Layout.Time(review.SubmittedAt)}</span></header>
            {(review.Body.Length == 0 ? Html.Empty : MarkdownView.Of(review.Body))}</article>
            """);
    }

    private static Html Event(TimelineEvent entry) => Html.Of($"""
        <p class="event">{Layout.Avatar(entry.Actor)}<strong>{entry.Actor.Login}</strong> {entry.Name.Replace('_', ' ')} {(entry.Commit is null ? Html.Empty : Layout.Sha(entry.Commit))} <span class="muted">{Layout.Time(entry.At)}</span></p>
        """);
}
