using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Reviews;

/// <summary>The state of a review.</summary>
public enum ReviewState
{
    /// <summary>Begun and not submitted; only its author sees it.</summary>
    Pending,

    /// <summary>Remarks without an opinion.</summary>
    Commented,

    /// <summary>An approval.</summary>
    Approved,

    /// <summary>A request for changes.</summary>
    ChangesRequested,

    /// <summary>An opinion that was taken away.</summary>
    Dismissed,
}

/// <summary>One review.</summary>
public sealed class Review
{
    internal Review(long id, Actor author, ReviewState state, string body, string commitId, DateTimeOffset submittedAt) =>
        (Id, Author, State, Body, CommitId, SubmittedAt) = (id, author, state, body, commitId, submittedAt);

    /// <summary>The id.</summary>
    public long Id { get; }

    /// <summary>Who reviewed.</summary>
    public Actor Author { get; }

    /// <summary>The state now.</summary>
    public ReviewState State { get; internal set; }

    /// <summary>The text.</summary>
    public string Body { get; internal set; }

    /// <summary>The commit GitHub says was reviewed. Not evidence: it can be moved after a rebase.</summary>
    public string CommitId { get; internal set; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset SubmittedAt { get; internal set; }

    internal Review Copy() => new(Id, Author, State, Body, CommitId, SubmittedAt);
}
