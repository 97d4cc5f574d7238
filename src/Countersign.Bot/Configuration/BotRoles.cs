namespace Countersign.Bot.Configuration;

/// <summary>
/// What a process does. Each role holds only what it needs, so that the one that listens to the internet has no credential of the
/// forge or of production, and the one that executes has no port.
/// </summary>
[Flags]
internal enum BotRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Receives webhook messages. Holds the webhook's secret and the inbox, and nothing else.</summary>
    Web = 1,

    /// <summary>Reads messages, reviews open change requests, sweeps. Holds the forge's key.</summary>
    Review = 2,

    /// <summary>Judges landed change requests again and applies them. Holds the targets' credentials; listens nowhere.</summary>
    Execute = 4,

    /// <summary>All of it in one process.</summary>
    All = Web | Review | Execute,
}

/// <summary>Questions about roles.</summary>
internal static class BotRolesQuestions
{
    /// <summary>Works on change requests, so it needs store, ledger, jobs and forge.</summary>
    public static bool Works(this BotRoles roles) => (roles & (BotRoles.Review | BotRoles.Execute)) != 0;

    /// <summary>Executes while others review: what those wrote to the store is not believed.</summary>
    public static bool ExecutesApart(this BotRoles roles) => roles.HasFlag(BotRoles.Execute) && !roles.HasFlag(BotRoles.Review);

    /// <summary>As in the configuration and on the command line: `web,review`.</summary>
    public static string Text(this BotRoles roles) =>
        roles == BotRoles.All ? "all" : roles.ToString().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
