using Countersign.Changes;
using Countersign.Forges.Git;

namespace Countersign.Bot.Commands;

/// <summary>Finds commits of a person's own clone by the names that people use.</summary>
internal static class LocalClone
{
    /// <summary>Opens a clone that has all of its history.</summary>
    /// <exception cref="CannotRunException">When its history is cut off: where a change begins cannot be told then.</exception>
    /// <exception cref="GitContentException">When it is no repository.</exception>
    public static GitRepository OpenWhole(string path)
    {
        var git = GitRepository.Open(path);
        if (!git.IsShallow) return git;
        git.Dispose();
        throw new CannotRunException(
            $"`{path}` is a shallow clone, so where the change begins cannot be told; run `git fetch --unshallow`, or set "
            + "`fetch-depth: 0` in the checkout step of your CI");
    }

    /// <summary>The commit that a branch, remote-tracking branch, tag or id names.</summary>
    /// <exception cref="CannotRunException">When there is none.</exception>
    public static CommitId CommitOf(this GitRepository git, string name, string option)
    {
        if (Resolve(git, name) is { } commit) return commit;
        var next = Resolve(git, $"origin/{name}") is null
            ? $"fetch it, or name a branch, tag or commit id that `git rev-parse {name}` finds"
            : $"did you mean `{option} origin/{name}`?";
        throw new CannotRunException($"`{option} {name}` names no commit of this clone; {next}");
    }

    /// <summary>A name that Git cannot even read names nothing.</summary>
    private static CommitId? Resolve(GitRepository git, string name)
    {
        try
        {
            return git.ResolveRef(name);
        }
        catch (GitContentException)
        {
            return null;
        }
    }
}
