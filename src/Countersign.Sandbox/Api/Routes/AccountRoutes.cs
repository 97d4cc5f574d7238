using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Users, teams, roles and the rate limit.</summary>
internal static class AccountRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("user", Self);
        api.Get("users/{login}", call => ApiAnswer.Json(AccountShape.Of(call.Forge, Find(call, "login"))));
        api.Get("user/{id:long}", ById);
        api.Get("orgs/{org}/teams", Teams);
        api.Get("orgs/{org}/teams/{slug}", call => ApiAnswer.Json(AccountShape.Team(call.Forge, TeamOf(call))));
        api.Get("orgs/{org}/teams/{slug}/members", call => call.Page(TeamOf(call).Members, member => AccountShape.Of(call.Forge, member)));
        api.Get("orgs/{org}/teams/{slug}/memberships/{login}", Membership);
        api.Get("repos/{owner}/{repo}/collaborators/{login}/permission", Permission);
        api.Get("repos/{owner}/{repo}/collaborators", Collaborators);
        api.Get("rate_limit", Limit);
    }

    private static ApiAnswer Self(ApiCall call) => call.Caller is Caller.AsPerson person
        ? ApiAnswer.Json(AccountShape.Of(call.Forge, person.Person))
        : throw RefusedException.Forbidden("Resource not accessible by integration");

    private static Actor Find(ApiCall call, string name) => call.Forge.Actors.Find(call.Route(name)) ?? throw RefusedException.NotFound();

    private static ApiAnswer ById(ApiCall call)
    {
        var actor = call.Forge.Actors.All.FirstOrDefault(actor => actor.Id == call.Number("id"));
        return ApiAnswer.Json(AccountShape.Of(call.Forge, actor ?? throw RefusedException.NotFound()));
    }

    private static ApiAnswer Teams(ApiCall call)
    {
        DemandMembers(call);
        var organization = Find(call, "org");
        return call.Page(call.Forge.Teams.Where(team => team.Organization == organization), team => AccountShape.Team(call.Forge, team));
    }

    private static Team TeamOf(ApiCall call)
    {
        DemandMembers(call);
        var organization = Find(call, "org");
        return call.Forge.Teams.Find(team => team.Organization == organization && team.Slug == call.Route("slug"))
            ?? throw RefusedException.NotFound();
    }

    private static void DemandMembers(ApiCall call)
    {
        if (call.Caller is Caller.AsInstallation installed && !installed.Permissions.ContainsKey("members"))
        {
            throw RefusedException.Forbidden("Resource not accessible by integration");
        }
    }

    private static ApiAnswer Membership(ApiCall call)
    {
        var team = TeamOf(call);
        if (call.Forge.Actors.Find(call.Route("login")) is not { } member || !team.Members.Contains(member)) throw RefusedException.NotFound();
        var url = call.Forge.Api($"organizations/{team.Organization.Id}/team/{team.Id}/memberships/{member.Login}");
        return ApiAnswer.Json(new { url, role = "member", state = "active" });
    }

    private static ApiAnswer Permission(ApiCall call)
    {
        var repository = call.Repository(Needs.Metadata);
        var actor = Find(call, "login");
        var role = repository.RoleOf(actor);
        return ApiAnswer.Json(new
        {
            permission = role.Legacy(),
            role_name = role.Name(),
            user = AccountShape.Of(call.Forge, actor),
        });
    }

    private static ApiAnswer Collaborators(ApiCall call)
    {
        var repository = call.Repository(Needs.Metadata);
        var people = call.Forge.Actors.All.Where(actor => actor.Kind == ActorKind.User && repository.RoleOf(actor) > (repository.Private ? Role.None : Role.Read));
        return call.Page(people, actor => AccountShape.Of(call.Forge, actor));
    }

    private static ApiAnswer Limit(ApiCall call)
    {
        var core = call.Forge.RateLimit.Of(call.Actor).Shape;
        return ApiAnswer.Json(new { resources = new { core, search = core, graphql = core }, rate = core });
    }
}
