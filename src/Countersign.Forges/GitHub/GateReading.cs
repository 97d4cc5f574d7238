using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>
/// Reads whether GitHub really blocks merges on our check (INV-24): classic protection and rulesets both, since either may
/// hold the rule. What cannot be read is a problem, never an assumption.
/// </summary>
internal sealed class GateReading(GitHubApi api, RepositoryRef repository, long? appId)
{
    private readonly string _repository = $"repositories/{repository.Id}";

    internal async Task<GateReport> Read(string branch, CancellationToken cancellation)
    {
        var name = ChangeReading.EscapeReference(branch);
        var problems = new List<string>();
        var protection = await OrProblem(
            () => api.Find<ProtectionAnswer>($"{_repository}/branches/{name}/protection", cancellation), problems,
            $"the protection of `{branch}` cannot be read; give the app `administration: read`");
        var rules = await OrProblem(
            () => api.Find<List<RuleAnswer>>($"{_repository}/rules/branches/{name}?per_page=100", cancellation), problems,
            $"the rules of `{branch}` cannot be read") ?? [];
        AddCheckProblems(branch, protection, rules, problems);
        await AddBypassProblems(branch, protection, rules, problems, cancellation);
        return new(problems.Count == 0, [.. problems]);
    }

    private void AddCheckProblems(string branch, ProtectionAnswer? protection, List<RuleAnswer> rules, List<string> problems)
    {
        var required = RequiredChecks(protection, rules).ToArray();
        if (required.Length == 0)
            problems.Add($"`{CheckReport.Name}` is not a required check of `{branch}`; require it");
        else if (appId is null)
            problems.Add($"`{CheckReport.Name}` is a commit status, which anyone who can push can set; run as a GitHub App and pin the check to it");
        else if (!required.Any(check => (check.AppId ?? check.IntegrationId) == appId))
            problems.Add($"`{CheckReport.Name}` is required on `{branch}` from any source; pin it to this app");
    }

    /// <summary>Whoever may go around the rule: administrators by protection, anybody whom a ruleset lets.</summary>
    private async Task AddBypassProblems(
        string branch, ProtectionAnswer? protection, List<RuleAnswer> rules, List<string> problems, CancellationToken cancellation)
    {
        if (RequiredBy(protection).Any())
        {
            if (protection!.EnforceAdmins?.Enabled != true)
                problems.Add($"administrators may merge into `{branch}` without the check; include administrators");
            return;
        }

        foreach (var id in rules.Where(rule => RequiredBy(rule).Any()).Select(rule => rule.RulesetId).OfType<long>().Distinct())
        {
            var ruleset = await OrProblem(
                () => api.Find<RulesetAnswer>($"{_repository}/rulesets/{id}", cancellation), problems,
                $"ruleset {id} cannot be read, so it is not known who may go around it");
            if (ruleset is { BypassActors: null })
                problems.Add($"who may go around ruleset {id} is not shown to us; give the app `administration: write`, or use branch protection");
            else if (ruleset is { BypassActors.Count: > 0 })
                problems.Add($"ruleset {id} lets some go around it; empty its bypass list");
        }
    }

    private static IEnumerable<RequiredCheckAnswer> RequiredChecks(ProtectionAnswer? protection, List<RuleAnswer> rules) =>
        RequiredBy(protection).Concat(rules.SelectMany(RequiredBy));

    private static IEnumerable<RequiredCheckAnswer> RequiredBy(ProtectionAnswer? protection) =>
        (protection?.RequiredStatusChecks?.Checks ?? []).Where(IsOurs);

    private static IEnumerable<RequiredCheckAnswer> RequiredBy(RuleAnswer rule) =>
        rule.Type == "required_status_checks" ? (rule.Parameters?.RequiredStatusChecks ?? []).Where(IsOurs) : [];

    private static bool IsOurs(RequiredCheckAnswer check) =>
        string.Equals(check.Context, CheckReport.Name, StringComparison.OrdinalIgnoreCase); // contexts ignore case

    /// <summary>404 is an answer (no protection); a refusal is a problem to show, since the operator can mend it.</summary>
    private static async Task<T?> OrProblem<T>(Func<Task<T?>> read, List<string> problems, string problem) where T : class
    {
        try
        {
            return await read();
        }
        catch (ForgeUnavailableException fault)
        {
            problems.Add($"{problem} ({fault.Message})");
            return null;
        }
    }
}
