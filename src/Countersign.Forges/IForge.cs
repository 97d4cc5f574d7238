using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.Forges;

/// <summary>
/// GitHub or GitLab, as far as the workflows need it. No check-run or app notion leaks through, so that a forge with
/// commit statuses only can stand here. Every read goes to the forge now: nothing is decided from a webhook (INV-02).
/// Faults of transport are exceptions (<see cref="ForgeUnavailableException"/>); the gate stays closed meanwhile (INV-38).
/// </summary>
public interface IForge
{
    /// <summary>Repositories that the bot is installed on.</summary>
    Task<ImmutableArray<RepositoryRef>> ListRepositories(CancellationToken cancellation);

    /// <summary>Open change requests, and those merged since a time.</summary>
    /// <param name="updatedSince">Leaves open ones out that the forge says were not updated since; null lists all.</param>
    Task<ImmutableArray<ListedChange>> ListChanges(
        RepositoryRef repository, DateTimeOffset? updatedSince, DateTimeOffset mergedSince, CancellationToken cancellation);

    /// <summary>Everything about a change request that judging needs; null when the forge does not have it (any more).</summary>
    Task<ChangeFacts?> ReadChange(RepositoryRef repository, int number, CancellationToken cancellation);

    /// <summary>What a person may do, and which of the given teams they are in, now (INV-19).</summary>
    Task<Authority> ReadAuthority(
        RepositoryRef repository, Person person, ImmutableHashSet<string> teams, CancellationToken cancellation);

    /// <summary>Where to fetch the repository from, with a credential that lasts for minutes.</summary>
    Task<GitRemote> ReadRemote(RepositoryRef repository, CancellationToken cancellation);

    /// <summary>Whether the forge really blocks merges on our check (INV-24).</summary>
    Task<GateReport> ReadGate(RepositoryRef repository, string branch, CancellationToken cancellation);

    /// <summary>Creates the comment, or edits <paramref name="existing"/>; creates it anew when that is gone.</summary>
    /// <returns>The id to keep.</returns>
    Task<long> WriteComment(
        RepositoryRef repository, int number, long? existing, string markdown, CancellationToken cancellation);

    /// <summary>Answers a command with a reaction on its comment.</summary>
    Task React(RepositoryRef repository, int number, long commentId, Reaction reaction, CancellationToken cancellation);

    /// <summary>Sets the one required check, with annotations, on a commit.</summary>
    Task WriteCheck(RepositoryRef repository, CommitId commit, CheckReport check, CancellationToken cancellation);

    /// <summary>Records a deployment and its state; the same <see cref="DeploymentReport.Existing"/> is updated.</summary>
    /// <returns>The id to keep.</returns>
    Task<long> WriteDeployment(RepositoryRef repository, DeploymentReport deployment, CancellationToken cancellation);
}

/// <summary>A change request in a list.</summary>
/// <param name="UpdatedAt">
/// By the forge's clock. Pushes, comments and reviews move it; who is in a team, what a branch demands and what lands beside it do not.
/// </param>
public sealed record ListedChange(ChangeKey Key, DateTimeOffset UpdatedAt);

/// <summary>A repository with the name it has now. The id decides (INV-04).</summary>
public sealed record RepositoryRef(RepositoryId Id, string Owner, string Name)
{
    /// <summary>`owner/name`.</summary>
    public string FullName => $"{Owner}/{Name}";
}

/// <summary>A change request with all that people did to it.</summary>
/// <param name="Reviews">All of them, oldest first; not yet reduced to one opinion a person.</param>
/// <param name="ForcePushes">
/// Moves of the head that were no fast-forward, and changes of the base branch, as the forge's server saw them: after one of
/// them the forge's word for "reviewed at this commit" proves nothing.
/// </param>
/// <param name="CommitCount">Commits in the request; bounds the search for the base of a rebase merge.</param>
public sealed record ChangeFacts(
    ChangeRequest Change,
    ImmutableArray<Review> Reviews,
    ImmutableArray<Comment> Comments,
    Contributors Contributors,
    ImmutableArray<ForcePush> ForcePushes,
    int CommitCount)
{
    /// <summary>When it landed, by the forge's clock; null while it has not.</summary>
    public DateTimeOffset? LandedAt { get; init; }
}

/// <summary>Where to fetch from. <see cref="Authorization"/> never prints.</summary>
/// <param name="Url">Clone address without any credential in it.</param>
public sealed record GitRemote(Uri Url, Secret Authorization);

/// <summary>A credential. Its text is only had by asking for it; it prints as three dots (INV-35).</summary>
public sealed class Secret(string value)
{
    /// <summary>The text itself, for the one place that sends it.</summary>
    public string Reveal() => value;

    /// <inheritdoc />
    public override string ToString() => "…";
}

/// <summary>Whether merges are really blocked on our check.</summary>
/// <param name="Problems">Sentences for the operator; empty when all is well.</param>
public sealed record GateReport(bool IsEnforced, ImmutableArray<string> Problems);

/// <summary>How a command was received.</summary>
public enum Reaction
{
    /// <summary>Read, and being worked on (eyes).</summary>
    Seen,

    /// <summary>Done (thumbs up).</summary>
    Done,

    /// <summary>Not understood or not allowed (confused).</summary>
    Refused,
}

/// <summary>State of the required check.</summary>
public enum CheckState
{
    /// <summary>Being worked on.</summary>
    InProgress,

    /// <summary>Sign-offs are missing; the merge stays blocked.</summary>
    Pending,

    /// <summary>Clear.</summary>
    Success,

    /// <summary>Refused or failed.</summary>
    Failure,
}

/// <summary>The check called `countersign`.</summary>
/// <param name="Title">Plain text, one line; at most 140 UTF-16 units survive on a commit status.</param>
/// <param name="Summary">Markdown.</param>
public sealed record CheckReport(CheckState State, string Title, string Summary, ImmutableArray<CheckAnnotation> Annotations)
{
    /// <summary>The check's name, which branch protection requires.</summary>
    public const string Name = "countersign";
}

/// <summary>A finding on its line. Lines are 1-based; text is plain.</summary>
public sealed record CheckAnnotation(string Path, int StartLine, int EndLine, Analysis.Severity Severity, string Title, string Message);

/// <summary>State of a deployment on the forge.</summary>
public enum DeploymentState
{
    /// <summary>Waiting for its turn, its window or a command.</summary>
    Queued,

    /// <summary>Running.</summary>
    InProgress,

    /// <summary>All of it is in production.</summary>
    Success,

    /// <summary>Refused, failed or indeterminate.</summary>
    Failure,
}

/// <summary>A deployment as the forge shows it.</summary>
/// <param name="Existing">The forge's id from an earlier report; null for the first.</param>
/// <param name="Description">Plain text; the forge keeps 140 UTF-16 units.</param>
public sealed record DeploymentReport(long? Existing, CommitId Commit, string Environment, DeploymentState State, string Description);

/// <summary>The forge cannot be asked now, or refuses us. The message is safe to show.</summary>
public sealed class ForgeUnavailableException : Exception
{
    /// <summary>With a message that is safe to show.</summary>
    public ForgeUnavailableException(string message, Exception? inner = null, DateTimeOffset? retryAt = null)
        : base(message, inner) => RetryAt = retryAt;

    /// <summary>When the forge said to ask again; null when it did not say.</summary>
    public DateTimeOffset? RetryAt { get; }
}
