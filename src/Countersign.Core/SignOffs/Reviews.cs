using Countersign.Changes;

namespace Countersign.SignOffs;

/// <summary>What a review says. States that carry no opinion are not read in.</summary>
public enum ReviewState
{
    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Changes requested.</summary>
    ChangesRequested,

    /// <summary>Dismissed by someone else.</summary>
    Dismissed,

    /// <summary>A remark without an opinion; it does not replace an earlier opinion.</summary>
    Commented,
}

/// <summary>A review as the forge shows it now.</summary>
/// <param name="Commit">
/// The commit that the forge names. Not proof: GitHub moves it to the new head after a force-push with the same patch.
/// </param>
/// <param name="Body">Its text; may name a plan digest by a command.</param>
public sealed record Review(long Id, Person By, ReviewState State, CommitId? Commit, DateTimeOffset SubmittedAt, string Body);

/// <summary>What our own signed delivery said when the review was submitted; recorded once, never changed.</summary>
/// <param name="BaseRef">The branch it would have landed on then: after a retarget the same commit is another change.</param>
public sealed record ReviewEvidence(long ReviewId, CommitId Commit, string BaseRef, DateTimeOffset ReceivedAt);

/// <summary>A comment as the forge shows it now. Edited ones are no commands (INV-20).</summary>
public sealed record Comment(long Id, Person By, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string Body);

/// <summary>A move of the head that the forge's server observed and that was not a fast-forward.</summary>
public sealed record ForcePush(DateTimeOffset At);
