using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Control;

/// <summary>Repositories, roles, protection and pushes.</summary>
internal static class RepositoryControls
{
    private const string One = "repos/{owner}/{repo}/";

    public static void Map(ControlRoutes control)
    {
        control.Post("repos", Create);
        control.Post(One + "grants", Grant);
        control.Post(One + "protections", Protect);
        control.Post(One + "webhooks", call =>
        {
            call.Repository.AddWebhook(new Webhook(new Uri(call.Text("url")), call.Text("secret")));
            return new { };
        });
        control.Post(One + "pushes", Push);
        control.Post(One + "rename", call =>
        {
            var repository = call.Repository;
            repository.Rename(call.Actor, call.Text("name"));
            return new { full_name = repository.FullName };
        });
        control.Post(One + "branches/delete", call =>
        {
            call.Repository.DeleteBranch(call.Actor, call.Text("branch"));
            return new { };
        });
        control.Post(One + "statuses", call =>
        {
            var repository = call.Repository;
            var sha = repository.Tip(call.Text("sha")) ?? call.Text("sha");
            var status = repository.ReportStatus(
                call.Actor, sha, call.Text("context"), call.Text("state"), call.OptionalText("description"), call.OptionalText("target_url"));
            return new { id = status.Id, sha };
        });
    }

    private static object Create(ControlCall call)
    {
        var repository = call.Forge.CreateRepository(call.Find(call.Text("owner")), call.Text("name"), call.Files());
        repository.Private = !call.Flag("public");
        return new { id = repository.Id, full_name = repository.FullName, clone_url = repository.CloneUrl, sha = repository.Tip(repository.DefaultBranch) };
    }

    private static object Grant(ControlCall call)
    {
        var role = call.Choice("role", Role.Write);
        if (call.OptionalText("team") is { } slug)
        {
            call.Repository.Grant(call.Forge.Teams.FirstOrDefault(team => team.Slug == slug) ?? throw RefusedException.NotFound(), role);
        }
        else
        {
            call.Repository.Grant(call.Actor, role);
        }

        return new { role = role.Name() };
    }

    private static object Protect(ControlCall call)
    {
        var app = call.OptionalText("app") is { } slug ? call.Forge.Apps.First(app => app.Slug == slug).Id : (long?)null;
        call.Repository.Protect(call.OptionalText("branch") ?? "main", new BranchProtection
        {
            RequiredChecks = [.. call.Texts("required_checks").Select(name => new RequiredCheck(name, app))],
            RequiredApprovals = call.Number("required_approvals") ?? 0,
            RequireUpToDate = call.Flag("require_up_to_date"),
            DismissStaleReviews = call.Flag("dismiss_stale_reviews"),
            RequireCodeOwnerReviews = call.Flag("require_code_owner_reviews"),
            RequireLastPushApproval = call.Flag("require_last_push_approval"),
            EnforceAdmins = call.Flag("enforce_admins"),
            MergeQueue = call.Flag("merge_queue"),
            QueueMethod = call.Choice("queue_method", MergeMethod.Merge),
            AsRuleset = call.Flag("as_ruleset"),
        });
        return new { };
    }

    private static object Push(ControlCall call)
    {
        var (repository, branch) = (call.Repository, call.Text("branch"));
        var sha = call.OptionalText("force_onto") is { } onto
            ? repository.ForcePush(call.Actor, branch, onto, call.Commit())
            : repository.Push(call.Actor, branch, call.Commit(), call.OptionalText("from"));
        return new { sha };
    }
}
