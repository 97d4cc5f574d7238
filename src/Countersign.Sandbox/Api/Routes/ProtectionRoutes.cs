using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>
/// A branch, its classic protection, and the rules of rulesets that apply to it. Branch names may contain
/// slashes, so what follows the name is told apart by its end.
/// </summary>
internal static class ProtectionRoutes
{
    private const string Suffix = "/protection";

    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/branches/{**branch}", Branch);
        api.Get("repos/{owner}/{repo}/rules/branches/{**branch}", Rules);
        api.Get("repos/{owner}/{repo}/rulesets/{id:long}", Ruleset);
    }

    private static ApiAnswer Branch(ApiCall call)
    {
        var name = call.Route("branch");
        if (name.EndsWith(Suffix, StringComparison.Ordinal)) return Protection(call, name[..^Suffix.Length]);
        var repository = call.Repository(Needs.ReadContents);
        var sha = repository.Git.Read.Branch(name) ?? throw new RefusedException(404, "Branch not found");
        return ApiAnswer.Json(RepositoryShape.Branch(repository, name, sha));
    }

    private static ApiAnswer Protection(ApiCall call, string branch)
    {
        var repository = call.Repository(Needs.ReadAdministration);
        if (repository.ProtectionOf(branch) is not { AsRuleset: false } protection) throw new RefusedException(404, "Branch not protected");
        var url = call.Forge.Api($"repos/{repository.FullName}/branches/{branch}{Suffix}");
        var shape = new Dictionary<string, object>
        {
            ["url"] = url,
            ["enforce_admins"] = new { url = $"{url}/enforce_admins", enabled = protection.EnforceAdmins },
        };
        if (protection.RequiredChecks.Length > 0) shape["required_status_checks"] = ChecksOf(protection, url);
        if (Reviewed(protection)) shape["required_pull_request_reviews"] = ReviewsOf(protection, url);
        return ApiAnswer.Json(shape);
    }

    private static bool Reviewed(BranchProtection protection) =>
        protection is not { RequiredApprovals: 0, RequireCodeOwnerReviews: false, DismissStaleReviews: false };

    private static object ChecksOf(BranchProtection protection, string url) => new
    {
        url = $"{url}/required_status_checks",
        strict = protection.RequireUpToDate,
        contexts = protection.RequiredChecks.Select(check => check.Context),
        contexts_url = $"{url}/required_status_checks/contexts",
        checks = protection.RequiredChecks.Select(check => new { context = check.Context, app_id = check.AppId }),
    };

    private static object ReviewsOf(BranchProtection protection, string url) => new
    {
        url = $"{url}/required_pull_request_reviews",
        dismiss_stale_reviews = protection.DismissStaleReviews,
        require_code_owner_reviews = protection.RequireCodeOwnerReviews,
        required_approving_review_count = protection.RequiredApprovals,
        require_last_push_approval = protection.RequireLastPushApproval,
    };

    private static ApiAnswer Rules(ApiCall call)
    {
        var repository = call.Repository(Needs.Metadata);
        var protection = repository.ProtectionOf(call.Route("branch"));
        return call.Page(protection is { AsRuleset: true } ? RulesOf(repository, protection) : [], rule => rule);
    }

    /// <summary>Who may go around a ruleset is shown only to those who may change it.</summary>
    private static ApiAnswer Ruleset(ApiCall call)
    {
        var repository = call.Repository(Needs.Metadata);
        if (call.Number("id") != repository.Id) throw RefusedException.NotFound();
        var shape = new Dictionary<string, object>
        {
            ["id"] = repository.Id,
            ["name"] = "main",
            ["target"] = "branch",
            ["enforcement"] = "active",
            ["source_type"] = "Repository",
            ["source"] = repository.FullName,
        };
        if (call.Caller is Caller.AsInstallation { Permissions: var granted } && granted.GetValueOrDefault("administration") == "write")
            shape["bypass_actors"] = Array.Empty<object>();
        return ApiAnswer.Json(shape);
    }

    private static IEnumerable<object> RulesOf(SandboxRepository repository, BranchProtection protection)
    {
        if (protection.RequiredChecks.Length > 0) yield return Rule(repository, "required_status_checks", new
        {
            strict_required_status_checks_policy = protection.RequireUpToDate,
            required_status_checks = protection.RequiredChecks.Select(check => Required(check)),
        });
        if (Reviewed(protection)) yield return Rule(repository, "pull_request", new
        {
            required_approving_review_count = protection.RequiredApprovals,
            dismiss_stale_reviews_on_push = protection.DismissStaleReviews,
            require_code_owner_review = protection.RequireCodeOwnerReviews,
            require_last_push_approval = protection.RequireLastPushApproval,
            required_review_thread_resolution = false,
        });
        if (protection.MergeQueue) yield return Rule(repository, "merge_queue", new
        {
            merge_method = protection.QueueMethod.ToString().ToUpperInvariant(),
            grouping_strategy = "ALLGREEN",
            check_response_timeout_minutes = 60,
        });
    }

    /// <summary>GitHub leaves <c>integration_id</c> out when any app will do.</summary>
    private static Dictionary<string, object> Required(RequiredCheck check)
    {
        var shape = new Dictionary<string, object> { ["context"] = check.Context };
        if (check.AppId is { } app) shape["integration_id"] = app;
        return shape;
    }

    private static object Rule(SandboxRepository repository, string type, object parameters) => new
    {
        type,
        ruleset_source_type = "Repository",
        ruleset_source = repository.FullName,
        ruleset_id = repository.Id,
        parameters,
    };
}
