using System.Text;
using Countersign.Bot.Webhooks;

namespace Countersign.Bot.Configuration;

/// <summary>What must hold before the bot starts. Each sentence names the key and the next step.</summary>
internal static class BotOptionsCheck
{
    /// <summary>The problems; none when the options can be used.</summary>
    public static ImmutableArray<string> Run(BotOptions options) =>
    [
        .. General(options),
        .. options.Roles.HasFlag(BotRoles.Web) ? Webhook(options.GitHub) : [],
        .. options.Roles.Works() ? SignIn(options.GitHub) : [],
        .. options.Roles.HasFlag(BotRoles.Execute)
            ? options.Connections.SelectMany(c => Connection(c.Key, c.Value))
            : options.Connections.SelectMany(c => ReadConnection(c.Key, c.Value)),
    ];

    private static IEnumerable<string> General(BotOptions options)
    {
        if (options.PublicUrl is not { IsAbsoluteUri: true })
            yield return Missing("PublicUrl", "set it to the address at which people reach the bot, e.g. `https://countersign.example.org/`");
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            yield return Missing("DataDirectory", "set it to a directory that survives restarts");
        if (options.SweepInterval < TimeSpan.FromSeconds(1) || options.SweepInterval > TimeSpan.FromMinutes(5))
            yield return Wrong("SweepInterval", "must be between one second and five minutes", "two minutes (`00:02:00`) suit most");
        if (options.Rehearsal.StatementLimit < TimeSpan.FromSeconds(1) || options.Rehearsal.PlanLimit < options.Rehearsal.StatementLimit)
            yield return Wrong("Rehearsal:PlanLimit", "must be at least Rehearsal:StatementLimit, and that at least one second", "five minutes and thirty seconds suit most");
        if (options.Rehearsal.DiskLimit < 256L << 20 || options.Rehearsal.MemoryLimit < 256L << 20)
            yield return Wrong("Rehearsal:DiskLimit", "and Rehearsal:MemoryLimit must be at least 268435456 (256 MiB)", "an empty server takes a good part of that");
        if (options.Alerts.Url is { } alerts && !(alerts.IsAbsoluteUri && alerts.Scheme is "https" or "http"))
            yield return Wrong("Alerts:Url", "must be an address that begins with https", "copy it from the chat program's settings of an incoming webhook");
        if (options.Alerts is { UrlFile: not null, Url: null })
            yield return Wrong("Alerts:UrlFile", "holds no address", "write one line into it, e.g. `https://hooks.example.org/countersign`");
        if (options.Limits.Workers is < 1 or > 64)
            yield return Wrong("Limits:Workers", "must be between 1 and 64", "8 suit most");
        if (options.Limits.Lease < TimeSpan.FromSeconds(2) || options.Limits.Lease > TimeSpan.FromMinutes(5))
            yield return Wrong("Limits:Lease", "must be between two seconds and five minutes", "thirty seconds (`00:00:30`) suit most");
        if (options.Limits.SweepShare is < 1 or > 10_000)
            yield return Wrong("Limits:SweepShare", "must be between 1 and 10000", "50 suit most");
        if (options.Limits.KeepDeliveries < TimeSpan.FromDays(3))
            yield return Wrong("Limits:KeepDeliveries", "must be at least three days", "GitHub redelivers for that long");
    }

    private static IEnumerable<string> Webhook(GitHubOptions gitHub)
    {
        if (gitHub.WebhookSecrets.Count == 0)
            yield return Missing("GitHub:WebhookSecrets", "generate one with `openssl rand -hex 32` and enter the same in the webhook's settings");
        if (gitHub.WebhookSecrets.Count > 2)
            yield return Wrong("GitHub:WebhookSecrets", "has more than two entries", "keep the new one and the one being retired");
        for (var i = 0; i < gitHub.WebhookSecrets.Count; i++)
            if (Encoding.UTF8.GetByteCount(gitHub.WebhookSecrets[i]) < WebhookSignature.ShortestSecret)
                yield return Wrong(
                    $"GitHub:WebhookSecrets:{i}", $"is shorter than {WebhookSignature.ShortestSecret} bytes", "generate one with `openssl rand -hex 32`");
    }

    private static IEnumerable<string> SignIn(GitHubOptions gitHub)
    {
        if (gitHub.BaseUrl is not { IsAbsoluteUri: true } || !gitHub.BaseUrl.AbsolutePath.EndsWith('/'))
            yield return Wrong("GitHub:BaseUrl", "must be an address that ends with a slash", "use `https://github.com/` or `https://HOST/`");
        if (gitHub.Mode == GitHubMode.App)
        {
            if (gitHub.AppId is not > 0)
                yield return Missing("GitHub:AppId", "copy it from the app's settings page, or set GitHub:Mode to Token");
            if (string.IsNullOrWhiteSpace(gitHub.PrivateKey))
                yield return Missing("GitHub:PrivateKeyFile", "generate a private key on the app's settings page and name the file");
        }
        else
        {
            if (string.IsNullOrWhiteSpace(gitHub.Token))
                yield return Missing("GitHub:TokenFile", "create a fine-grained token and name the file that holds it");
            if (gitHub.Repositories.Count == 0)
                yield return Missing("GitHub:Repositories", "list the repositories, `owner/name`");
            foreach (var name in gitHub.Repositories.Where(r => r.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
                yield return Wrong("GitHub:Repositories", $"`{name}` is not `owner/name`", "write it as in the repository's address");
        }
    }

    /// <summary>A process that does not execute reads from a PostgreSQL target, and needs nothing of any other.</summary>
    private static IEnumerable<string> ReadConnection(string name, ConnectionOptions connection)
    {
        if (connection.Dialect != "postgresql") yield break;
        var key = $"Connections:{name}";
        if (string.IsNullOrWhiteSpace(connection.Read))
            yield return Missing($"{key}:ReadFile", "name a file with the connection string of a login that only reads, or take the connection out");
        if (string.IsNullOrWhiteSpace(connection.ApplyLogin))
            yield return Missing($"{key}:ApplyLogin", "write the name of the login that runs statements; never its password");
    }

    private static IEnumerable<string> Connection(string name, ConnectionOptions connection)
    {
        var key = $"Connections:{name}";
        switch (connection.Dialect)
        {
            case "sqlite":
                if (string.IsNullOrWhiteSpace(connection.Path))
                    yield return Missing($"{key}:Path", "name the database file");
                break;
            case "postgresql" or "sqlserver":
                if (string.IsNullOrWhiteSpace(connection.Apply))
                    yield return Missing($"{key}:ApplyFile", "name a file with the connection string of the login that runs statements");
                if (string.IsNullOrWhiteSpace(connection.Verify))
                    yield return Missing($"{key}:VerifyFile", "name a file with the connection string of the login that reads state and markers");
                break;
            default:
                yield return Wrong($"{key}:Dialect", $"`{connection.Dialect}` is not known", "use `postgresql`, `sqlserver` or `sqlite`");
                break;
        }
    }

    private static string Missing(string key, string next) => $"{BotOptions.Section}:{key} is missing; {next}";

    private static string Wrong(string key, string what, string next) => $"{BotOptions.Section}:{key} {what}; {next}";
}
