using System.Security.Cryptography;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Control;

/// <summary>People, organisations, teams, apps and tokens.</summary>
internal static class CompanyControls
{
    public static void Map(ControlRoutes control)
    {
        control.Post("users", call =>
        {
            var user = call.Forge.AddUser(call.Text("login"), call.OptionalText("name"), call.OptionalText("email"));
            return new { id = user.Id, login = user.Login, token = call.Forge.TokenOf(user) };
        });
        control.Post("organizations", call =>
        {
            var organization = call.Forge.AddOrganization(call.Text("login"));
            return new { id = organization.Id, login = organization.Login };
        });
        control.Post("teams", call =>
        {
            var team = call.Forge.AddTeam(call.Find(call.Text("organization")), call.Text("slug"), call.Texts("members").Select(call.Find));
            return new { id = team.Id, slug = team.Slug };
        });
        control.Post("apps", AddApp);
        control.Post("installations", call =>
        {
            var app = call.Forge.Apps.FirstOrDefault(app => app.Slug == call.Text("app")) ?? throw RefusedException.NotFound();
            return new { id = call.Forge.Install(app, call.Find(call.Text("account"))).Id };
        });
        control.Post("tokens", call => new { token = call.Forge.TokenOf(call.Actor) });
        control.Post("tokens/expire", call =>
        {
            call.Forge.ExpireTokens();
            return new { };
        });
    }

    /// <summary>Takes the public key as PEM; a private key works too, its public half is kept.</summary>
    private static object AddApp(ControlCall call)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(call.Text("public_key"));
        }
        catch (ArgumentException)
        {
            throw new RefusedException(400, "`public_key` is not a key in PEM; write it with `openssl rsa -in app.pem -pubout`");
        }

        var webhook = call.OptionalText("webhook_url") is { } url ? new Webhook(new Uri(url), call.Text("webhook_secret")) : null;
        var app = call.Forge.AddApp(call.Text("slug"), call.Find(call.Text("owner")), key, webhook);
        return new { id = app.Id, client_id = app.ClientId, slug = app.Slug };
    }
}
