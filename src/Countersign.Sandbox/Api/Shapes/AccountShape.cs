using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Accounts, apps, installations and teams as GitHub shows them.</summary>
internal static class AccountShape
{
    public static object Of(ForgeState forge, Actor actor) => new
    {
        login = actor.Login,
        id = actor.Id,
        node_id = NodeId.Of("User", actor.Id),
        avatar_url = forge.Web($"_sandbox/avatars/{actor.Id}"),
        gravatar_id = "",
        url = forge.Api($"users/{Uri.EscapeDataString(actor.Login)}"),
        html_url = forge.Web(Uri.EscapeDataString(actor.Login)),
        type = actor.Kind.ToString(),
        site_admin = false,
        name = actor.Name,
    };

    public static object? OfNullable(ForgeState forge, Actor? actor) => actor is null ? null : Of(forge, actor);

    public static object App(ForgeState forge, SandboxApp app) => new
    {
        id = app.Id,
        client_id = app.ClientId,
        slug = app.Slug,
        node_id = NodeId.Of("App", app.Id),
        owner = Of(forge, app.Owner),
        name = app.Slug,
        description = "",
        external_url = forge.Web(""),
        html_url = forge.Web($"apps/{app.Slug}"),
        created_at = DateTimeOffset.UnixEpoch,
        updated_at = DateTimeOffset.UnixEpoch,
        permissions = app.Permissions,
        events = Array.Empty<string>(),
        installations_count = app.Installations.Count,
    };

    public static object Installation(ForgeState forge, Installation installation) => new
    {
        id = installation.Id,
        account = Of(forge, installation.Account),
        access_tokens_url = forge.Api($"app/installations/{installation.Id}/access_tokens"),
        repositories_url = forge.Api("installation/repositories"),
        html_url = forge.Web($"settings/installations/{installation.Id}"),
        app_id = installation.App.Id,
        app_slug = installation.App.Slug,
        target_id = installation.Account.Id,
        target_type = installation.Account.Kind.ToString(),
        permissions = installation.App.Permissions,
        events = Array.Empty<string>(),
        single_file_name = (string?)null,
        repository_selection = "all",
        created_at = DateTimeOffset.UnixEpoch,
        updated_at = DateTimeOffset.UnixEpoch,
        suspended_at = (DateTimeOffset?)null,
        suspended_by = (object?)null,
    };

    public static object Team(ForgeState forge, Team team) => new
    {
        id = team.Id,
        node_id = NodeId.Of("Team", team.Id),
        name = team.Slug,
        slug = team.Slug,
        description = "",
        privacy = "closed",
        permission = "pull",
        url = forge.Api($"organizations/{team.Organization.Id}/team/{team.Id}"),
        html_url = forge.Web($"orgs/{team.Organization.Login}/teams/{team.Slug}"),
        members_url = forge.Api($"organizations/{team.Organization.Id}/team/{team.Id}/members{{/member}}"),
        repositories_url = forge.Api($"organizations/{team.Organization.Id}/team/{team.Id}/repos"),
        parent = (object?)null,
    };
}
