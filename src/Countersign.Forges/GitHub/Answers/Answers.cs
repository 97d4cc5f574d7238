namespace Countersign.Forges.GitHub.Answers;

// What GitHub answers, as far as it is read here. Everything may be missing: GitHub adds and omits fields between
// versions, and a field that nobody reads must not stop a decision. Octokit fills these by the names of the API.

internal sealed class AccountAnswer
{
    public long? Id { get; init; }
    public string? Login { get; init; }
    public string? Type { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
}

internal sealed class RepositoryAnswer
{
    public long? Id { get; init; }
    public string? Name { get; init; }
    public AccountAnswer? Owner { get; init; }
    public string? DefaultBranch { get; init; }
}

internal sealed class BranchAnswer
{
    public string? Ref { get; init; }
    public string? Sha { get; init; }
    public RepositoryAnswer? Repo { get; init; }
}

internal sealed class PullAnswer
{
    public int? Number { get; init; }
    public string? State { get; init; }
    public string? Title { get; init; }
    public bool? Draft { get; init; }
    public AccountAnswer? User { get; init; }
    public BranchAnswer? Head { get; init; }
    public BranchAnswer? Base { get; init; }
    public DateTimeOffset? MergedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? MergeCommitSha { get; init; }
    public int? Commits { get; init; }
}

internal sealed class ReviewAnswer
{
    public long? Id { get; init; }
    public AccountAnswer? User { get; init; }
    public string? State { get; init; }
    public string? CommitId { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? Body { get; init; }
}

internal sealed class CommentAnswer
{
    public long? Id { get; init; }
    public AccountAnswer? User { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? Body { get; init; }
}

internal sealed class EventAnswer
{
    public string? Event { get; init; }
    public AccountAnswer? Actor { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
}

internal sealed class ActivityAnswer
{
    public string? After { get; init; }
    public AccountAnswer? Actor { get; init; }
}

internal sealed class CommitAnswer
{
    public string? Sha { get; init; }
    public AccountAnswer? Author { get; init; }
    public AccountAnswer? Committer { get; init; }
    public CommitTextAnswer? Commit { get; init; }
}

internal sealed class CommitTextAnswer
{
    public string? Message { get; init; }
    public SignatureAnswer? Author { get; init; }
    public SignatureAnswer? Committer { get; init; }
}

internal sealed class SignatureAnswer
{
    public string? Name { get; init; }
    public string? Email { get; init; }
}

internal sealed class ComparisonAnswer
{
    public List<CommitAnswer>? Commits { get; init; }
}

internal sealed class ReferenceAnswer
{
    public ReferenceObjectAnswer? Object { get; init; }
}

internal sealed class ReferenceObjectAnswer
{
    public string? Sha { get; init; }
}

internal sealed class UserSearchAnswer
{
    public List<AccountAnswer>? Items { get; init; }
}

internal sealed class PermissionAnswer
{
    public string? Permission { get; init; }
    public string? RoleName { get; init; }
    public AccountAnswer? User { get; init; }
}

internal sealed class MembershipAnswer
{
    public string? State { get; init; }
}

internal sealed class TokenAnswer
{
    public string? Token { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed class InstallationAnswer
{
    public long? Id { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
}

internal sealed class InstallationRepositoriesAnswer
{
    public List<RepositoryAnswer>? Repositories { get; init; }
}

internal sealed class IdAnswer
{
    public long? Id { get; init; }
}
