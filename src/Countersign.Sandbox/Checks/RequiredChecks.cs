using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Checks;

/// <summary>How a required check stands.</summary>
internal enum RequiredCheckState
{
    Expected,
    Running,
    Failed,
    Passed,
}

/// <summary>
/// Whether a required check is green, by GitHub's documented rules: it must be on the latest head; success,
/// skipped and neutral pass; when the test merge has a result, that one counts instead; a check run and a
/// status of the same name must both pass; with an app bound, only that app's results count.
/// </summary>
internal static class RequiredChecks
{
    public static RequiredCheckState StateOf(SandboxRepository repository, string head, string? testMerge, RequiredCheck required)
    {
        var onMerge = testMerge is null ? [] : Results(repository, testMerge, required);
        var results = onMerge.Count > 0 ? onMerge : Results(repository, head, required);
        return results.Count == 0 ? RequiredCheckState.Expected : results.Min();
    }

    /// <summary>The latest check run of each app, and the latest status; enum order makes the worst the minimum.</summary>
    private static List<RequiredCheckState> Results(SandboxRepository repository, string sha, RequiredCheck required)
    {
        var runs = repository.CheckRuns
            .Where(run => run.HeadSha == sha && run.Name == required.Context)
            .Where(run => required.AppId is null || run.App.Id == required.AppId)
            .GroupBy(run => run.App)
            .Select(group => OfRun(group.Last()));
        var statuses = repository.Statuses
            .Where(status => status.Sha == sha && status.Context.Equals(required.Context, StringComparison.OrdinalIgnoreCase))
            .Where(status => required.AppId is null || IsBotOf(repository, status, required.AppId))
            .TakeLast(1)
            .Select(status => OfStatus(status.State));
        return [.. runs, .. statuses];
    }

    private static bool IsBotOf(SandboxRepository repository, CommitStatus status, long? app) =>
        repository.Forge.Apps.Exists(candidate => candidate.Id == app && candidate.Bot == status.Creator);

    private static RequiredCheckState OfRun(CheckRun run) => run.Conclusion switch
    {
        "success" or "neutral" or "skipped" => RequiredCheckState.Passed,
        null => RequiredCheckState.Running,
        _ => RequiredCheckState.Failed,
    };

    private static RequiredCheckState OfStatus(string state) => state switch
    {
        "success" => RequiredCheckState.Passed,
        "pending" => RequiredCheckState.Running,
        _ => RequiredCheckState.Failed,
    };
}
