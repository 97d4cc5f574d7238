using System.Text.Json;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>What an app asks as itself, by JWT.</summary>
internal static class AppRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("app", call => ApiAnswer.Json(AccountShape.App(call.Forge, AppOf(call))));
        api.Get("app/installations", call => call.Page(AppOf(call).Installations, one => AccountShape.Installation(call.Forge, one)));
        api.Get("app/installations/{id:long}", call => ApiAnswer.Json(AccountShape.Installation(call.Forge, InstallationOf(call))));
        api.Post("app/installations/{id:long}/access_tokens", CreateToken);
        api.Get("repos/{owner}/{repo}/installation", OfRepository);
        api.Get("orgs/{account}/installation", OfAccount);
        api.Get("users/{account}/installation", OfAccount);
        api.Get("installation/repositories", Repositories);
    }

    public static SandboxApp AppOf(ApiCall call) => call.Caller is Caller.AsApp app
        ? app.App
        : throw new RefusedException(401, "A JSON web token could not be decoded");

    private static Installation InstallationOf(ApiCall call) =>
        AppOf(call).Installations.FirstOrDefault(one => one.Id == call.Number("id")) ?? throw RefusedException.NotFound();

    private static ApiAnswer OfRepository(ApiCall call)
    {
        var app = AppOf(call);
        var repository = call.Forge.FindRepository(call.Route("owner"), call.Route("repo"));
        var installation = repository?.Installations.FirstOrDefault(one => one.App == app);
        return ApiAnswer.Json(AccountShape.Installation(call.Forge, installation ?? throw RefusedException.NotFound()));
    }

    private static ApiAnswer OfAccount(ApiCall call)
    {
        var login = call.Route("account");
        var installation = AppOf(call).Installations.FirstOrDefault(one => one.Account.Login.Equals(login, StringComparison.OrdinalIgnoreCase));
        return ApiAnswer.Json(AccountShape.Installation(call.Forge, installation ?? throw RefusedException.NotFound()));
    }

    /// <summary>A token lives one hour and has the app's permissions, or fewer when the request asks for fewer.</summary>
    private static ApiAnswer CreateToken(ApiCall call)
    {
        var installation = InstallationOf(call);
        if (installation.Suspended) throw RefusedException.Forbidden("This installation has been suspended");
        var permissions = Narrowed(installation.App.Permissions, call.Member("permissions"));
        var expires = call.Forge.Now().AddHours(1);
        var token = call.Forge.Tokens.Issue(new Caller.AsInstallation(installation, permissions), expires);
        return ApiAnswer.Created(new { token, expires_at = expires, permissions, repository_selection = "all" });
    }

    private static Dictionary<string, string> Narrowed(IDictionary<string, string> granted, JsonElement? asked)
    {
        if (asked is not { ValueKind: JsonValueKind.Object } map) return new Dictionary<string, string>(granted);
        var narrowed = map.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "none");
        foreach (var (name, level) in narrowed)
        {
            if (!granted.TryGetValue(name, out var most) || (level == "write" && most == "read"))
            {
                throw new RefusedException(422, "The permissions requested are not granted to this installation.");
            }
        }

        return narrowed;
    }

    private static ApiAnswer Repositories(ApiCall call)
    {
        if (call.Caller is not Caller.AsInstallation installed) throw RefusedException.Forbidden("Resource not accessible by personal access token");
        return call.Page(
            call.Forge.Repositories.Where(repository => repository.Installations.Contains(installed.Installation)),
            repository => RepositoryShape.Of(repository),
            (total, repositories) => new { total_count = total, repository_selection = "all", repositories });
    }
}
