namespace Countersign.Forges.GitHub.Answers;

internal sealed class ProtectionAnswer
{
    public RequiredChecksAnswer? RequiredStatusChecks { get; init; }
    public EnabledAnswer? EnforceAdmins { get; init; }
    public RequiredReviewsAnswer? RequiredPullRequestReviews { get; init; }
}

internal sealed class RequiredChecksAnswer
{
    public List<RequiredCheckAnswer>? Checks { get; init; }
}

internal sealed class RequiredCheckAnswer
{
    public string? Context { get; init; }
    public long? AppId { get; init; }
    public long? IntegrationId { get; init; }
}

internal sealed class EnabledAnswer
{
    public bool? Enabled { get; init; }
}

internal sealed class RequiredReviewsAnswer
{
}

internal sealed class RuleAnswer
{
    public string? Type { get; init; }
    public long? RulesetId { get; init; }
    public RuleParametersAnswer? Parameters { get; init; }
}

internal sealed class RuleParametersAnswer
{
    public List<RequiredCheckAnswer>? RequiredStatusChecks { get; init; }
}

internal sealed class RulesetAnswer
{
    public List<BypassActorAnswer>? BypassActors { get; init; }
}

internal sealed class BypassActorAnswer
{
    public string? ActorType { get; init; }
    public string? BypassMode { get; init; }
}
