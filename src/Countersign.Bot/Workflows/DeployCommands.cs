using Countersign.Bot.Store;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>What `/countersign deploy` commands say.</summary>
/// <param name="Ever">Someone who may has asked for it.</param>
/// <param name="Anew">And that has not been acted on yet: a failed deployment is tried again.</param>
internal sealed record DeployRequest(bool Ever, bool Anew);

/// <summary>Reads deploy commands. One given before the change landed was refused then, and says nothing of now. They need the right to push, read from the forge now (INV-20).</summary>
internal sealed class DeployCommands(IForge forge, CommandRecords answered)
{
    /// <summary>Whether a deployment was asked for.</summary>
    public async Task<DeployRequest> Read(LoadedChange loaded, CancellationToken cancellation)
    {
        var done = await answered.ReadAnswered(loaded.Change.Key, cancellation);
        var (ever, anew) = (false, false);
        foreach (var comment in loaded.Facts.Comments.Where(c => IsDeploy(c) && c.CreatedAt >= loaded.Facts.LandedAt))
        {
            var authority = await forge.ReadAuthority(loaded.Repository, comment.By, [], cancellation);
            if (authority.Role < RepositoryRole.Write) continue;
            ever = true;
            anew |= !done.Contains(comment.Id);
        }

        return new(ever, anew);
    }

    private static bool IsDeploy(Comment comment) =>
        CommandReading.Read(comment) is CommandText.Understood { Command: Command.Deploy };
}
