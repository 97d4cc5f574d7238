using Countersign.Forges.GitHub.Webhooks;

namespace Countersign.BadInput.Webhooks;

/// <summary>
/// Events of GitHub with their actions, by https://docs.github.com/webhooks/webhook-events-and-payloads, and what a delivery of each is
/// to us. Those that are not listed change nothing that is read.
/// </summary>
internal static class EventTable
{
    private static readonly (string Event, string Actions, Type Type)[] Known =
    [
        ("pull_request", "assigned auto_merge_disabled auto_merge_enabled closed converted_to_draft demilestoned dequeued edited enqueued labeled locked milestoned opened ready_for_review reopened review_request_removed review_requested synchronize unassigned unlabeled unlocked", typeof(GitHubDelivery.ChangeHint)),
        ("pull_request_review", "edited dismissed", typeof(GitHubDelivery.ChangeHint)),
        ("pull_request_review", "submitted", typeof(GitHubDelivery.ReviewSubmitted)),
        ("issue_comment", "created edited deleted pinned unpinned", typeof(GitHubDelivery.ChangeHint)),
        ("check_run", "rerequested requested_action", typeof(GitHubDelivery.ChangeHint)),
        ("check_run", "created completed", typeof(GitHubDelivery.Ignored)),
        ("check_suite", "rerequested", typeof(GitHubDelivery.ChangeHint)),
        ("check_suite", "completed requested", typeof(GitHubDelivery.Ignored)),
        ("merge_group", "checks_requested", typeof(GitHubDelivery.MergeGroup)),
        ("merge_group", "destroyed", typeof(GitHubDelivery.Ignored)),
        ("push", "", typeof(GitHubDelivery.PushToBranch)),
        ("ping", "", typeof(GitHubDelivery.Ping)),
        ("installation", "created deleted new_permissions_accepted suspend unsuspend", typeof(GitHubDelivery.RepositoriesChanged)),
        ("installation_repositories", "added removed", typeof(GitHubDelivery.RepositoriesChanged)),
        ("repository", "archived created deleted edited privatized publicized renamed transferred unarchived", typeof(GitHubDelivery.RepositoriesChanged)),
        ("branch_protection_rule", "created deleted edited", typeof(GitHubDelivery.RepositoriesChanged)),
        ("repository_ruleset", "created deleted edited", typeof(GitHubDelivery.RepositoriesChanged)),
    ];

    private static readonly (string Event, string Actions)[] Unread =
    [
        ("branch_protection_configuration", "disabled enabled"), ("code_scanning_alert", "appeared_in_branch closed_by_user created fixed reopened reopened_by_user"), ("commit_comment", "created"),
        ("create", ""), ("custom_property", "created deleted updated"), ("delete", ""), ("dependabot_alert", "auto_dismissed auto_reopened created dismissed fixed reintroduced reopened"),
        ("deploy_key", "created deleted"), ("deployment", "created"), ("deployment_protection_rule", "requested"), ("deployment_review", "approved rejected requested"), ("deployment_status", "created"),
        ("discussion", "answered category_changed closed created deleted edited labeled locked pinned reopened transferred unanswered unlabeled unlocked unpinned"), ("discussion_comment", "created deleted edited"),
        ("fork", ""), ("github_app_authorization", "revoked"), ("gollum", ""), ("installation_target", "renamed"), ("issues", "assigned closed deleted demilestoned edited labeled locked milestoned opened pinned reopened transferred unassigned unlabeled unlocked unpinned"),
        ("label", "created deleted edited"), ("marketplace_purchase", "cancelled changed purchased"), ("member", "added edited removed"), ("membership", "added removed"), ("meta", "deleted"), ("milestone", "closed created deleted edited opened"),
        ("org_block", "blocked unblocked"), ("organization", "deleted member_added member_invited member_removed renamed"), ("package", "published updated"), ("page_build", ""), ("project", "closed created deleted edited reopened"),
        ("projects_v2_item", "archived converted created deleted edited reordered restored"), ("public", ""), ("pull_request_review_comment", "created deleted edited"), ("pull_request_review_thread", "resolved unresolved"),
        ("registry_package", "published updated"), ("release", "created deleted edited prereleased published released unpublished"), ("repository_advisory", "published reported"), ("repository_dispatch", "sample"),
        ("secret_scanning_alert", "created reopened resolved revoked validated"), ("security_advisory", "published updated withdrawn"), ("sponsorship", "cancelled created edited"), ("star", "created deleted"), ("status", ""),
        ("team", "added_to_repository created deleted edited removed_from_repository"), ("team_add", ""), ("watch", "started"), ("workflow_dispatch", ""), ("workflow_job", "completed in_progress queued waiting"), ("workflow_run", "completed in_progress requested"),
    ];

    /// <summary>Every event with every action, and an action that does not exist yet.</summary>
    internal static IEnumerable<(string Event, string Action, Type Type)> All() =>
    [
        .. Known.SelectMany(k => k.Actions.Split(' ').Select(a => (k.Event, a, k.Type))),
        .. Unread.SelectMany(u => u.Actions.Split(' ').Select(a => (u.Event, a, typeof(GitHubDelivery.Ignored)))),
        .. Known.Where(k => k.Type == typeof(GitHubDelivery.ChangeHint) && k.Event is "pull_request" or "issue_comment").Select(k => (k.Event, "of_the_future", k.Type)),
    ];
}
