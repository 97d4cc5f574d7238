using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Comments;

/// <summary>A comment in the conversation of a pull request or issue.</summary>
public sealed class Comment
{
    internal Comment(long id, int number, Actor author, string body, DateTimeOffset now) =>
        (Id, Number, Author, Body, CreatedAt, UpdatedAt) = (id, number, author, body, now, now);

    /// <summary>The id.</summary>
    public long Id { get; }

    /// <summary>The number of the pull request or issue.</summary>
    public int Number { get; }

    /// <summary>Who wrote it.</summary>
    public Actor Author { get; }

    /// <summary>The text, Markdown.</summary>
    public string Body { get; internal set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>The reactions to it.</summary>
    public IReadOnlyList<Reaction> Reactions => ReactionList;

    internal List<Reaction> ReactionList { get; } = [];
}

/// <summary>A reaction to a comment.</summary>
/// <param name="Id">The id.</param>
/// <param name="Author">Who reacted.</param>
/// <param name="Content">One of GitHub's eight, e.g. <c>+1</c>, <c>eyes</c>, <c>rocket</c>.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Reaction(long Id, Actor Author, string Content, DateTimeOffset CreatedAt)
{
    internal static readonly ImmutableHashSet<string> Known =
        ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];
}
