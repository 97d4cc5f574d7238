using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;

namespace Countersign.Bot.Commands;

/// <summary>From the name of a repository, as people write it, to its id (INV-04).</summary>
internal static class RepositoryFinding
{
    /// <summary>The repository's id, as the bot knows it or else the forge says.</summary>
    /// <exception cref="CannotRunException">When it is suspended or unknown.</exception>
    public static async Task<RepositoryId> Find(IServiceProvider parts, string name, CancellationToken cancellation)
    {
        var known = (await parts.GetRequiredService<RepositoryRecords>().ReadAll(cancellation))
            .Where(r => string.Equals(r.FullName, name, StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        if (known.FirstOrDefault(r => r.IsEnrolled) is { } enrolled) return enrolled.Id;
        if (known is [{ } suspended, ..])
            throw new CannotRunException(
                $"`{name}` is suspended: {suspended.Suspended}; when that is in order, run `countersign repository enrol {name}` first");
        return (await AskForge(parts, name, cancellation)).Id;
    }

    /// <summary>The repository that has this name on the forge now.</summary>
    /// <exception cref="CannotRunException">When the bot is installed on none of that name.</exception>
    public static async Task<RepositoryRef> AskForge(IServiceProvider parts, string name, CancellationToken cancellation)
    {
        var repositories = await parts.GetRequiredService<IForge>().ListRepositories(cancellation);
        return repositories.FirstOrDefault(r => string.Equals(r.FullName, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CannotRunException(
                $"the forge shows the bot no repository `{name}` (it shows {repositories.Length}); install the app on it, "
                + "or list it under GitHub:Repositories");
    }
}
