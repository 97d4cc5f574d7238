namespace Countersign.Bot.Configuration;

/// <summary>
/// Secrets that a process must not be given, because none of its roles needs them: whoever takes the process over would have them.
/// Runs before any file is read. What a role lacks is found by <see cref="BotOptionsCheck"/>.
/// </summary>
internal static class RoleCheck
{
    /// <summary>A sentence for each.</summary>
    public static ImmutableArray<string> Run(BotOptions options)
    {
        var roles = options.Roles;
        if (roles == BotRoles.None || (roles & ~BotRoles.All) != 0)
            return [$"{BotOptions.Section}:Roles names no role; use `web`, `review`, `execute`, several with commas, or `all`"];
        return
        [
            .. roles.HasFlag(BotRoles.Web) ? [] : Webhook(options.GitHub).Select(k => Forbidden(options, k, "`web`")),
            .. roles.Works() ? [] : Forge(options.GitHub).Select(k => Forbidden(options, k, "`review` and `execute`")),
            .. options.Connections.SelectMany(c => Target(roles, $"Connections:{c.Key}", c.Value)).Select(k => Forbidden(options, k.Key, k.Role)),
        ];
    }

    private static IEnumerable<string> Webhook(GitHubOptions gitHub)
    {
        if (gitHub.WebhookSecrets.Count > 0) yield return "GitHub:WebhookSecrets";
        if (gitHub.WebhookSecretFiles.Count > 0) yield return "GitHub:WebhookSecretFiles";
    }

    private static IEnumerable<string> Forge(GitHubOptions gitHub)
    {
        if (gitHub.PrivateKey is not null) yield return "GitHub:PrivateKey";
        if (gitHub.PrivateKeyFile is not null) yield return "GitHub:PrivateKeyFile";
        if (gitHub.Token is not null) yield return "GitHub:Token";
        if (gitHub.TokenFile is not null) yield return "GitHub:TokenFile";
    }

    private static IEnumerable<(string Key, string Role)> Target(BotRoles roles, string key, ConnectionOptions connection)
    {
        foreach (var (name, value) in connection.Credentials())
            if (value is not null && !MayHold(roles, name))
                yield return ($"{key}:{name}", WhoNeeds(name));
    }

    private static bool MayHold(BotRoles roles, string name) => name switch
    {
        nameof(ConnectionOptions.Read) or nameof(ConnectionOptions.ReadFile) => roles.Works(),
        // One process that does everything may keep it, as before there were roles.
        nameof(ConnectionOptions.Admin) or nameof(ConnectionOptions.AdminFile) => roles == BotRoles.All,
        _ => roles.HasFlag(BotRoles.Execute),
    };

    private static string WhoNeeds(string name) => name switch
    {
        nameof(ConnectionOptions.Read) or nameof(ConnectionOptions.ReadFile) => "`review`",
        nameof(ConnectionOptions.Admin) or nameof(ConnectionOptions.AdminFile) => "`countersign target enrol`",
        _ => "`execute`",
    };

    private static string Forbidden(BotOptions options, string key, string role) =>
        $"{BotOptions.Section}:{key} must not be given to a process of role `{options.Roles.Text()}`: only {role} needs it; take it out of this process's configuration";
}
