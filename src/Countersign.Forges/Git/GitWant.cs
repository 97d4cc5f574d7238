using Countersign.Changes;

namespace Countersign.Forges.Git;

/// <summary>Something to fetch. Closed; kept in the mirror under the same name, so that nothing it needs is collected.</summary>
public abstract record GitWant
{
    private GitWant() { }

    /// <summary>A branch by its name without `refs/heads/`.</summary>
    public sealed record Branch(string Name) : GitWant;

    /// <summary>A reference by its full name, e.g. `refs/pull/7/head` or `refs/merge-requests/7/head`.</summary>
    public sealed record Reference(string FullName) : GitWant;

    /// <summary>Exactly this commit, whatever names it. Not asked for again once it is here.</summary>
    public sealed record Commit(CommitId Id) : GitWant;

    /// <summary>Where the mirror keeps it.</summary>
    internal string KeptAs => this switch
    {
        Branch b => "refs/heads/" + b.Name,
        Reference r => r.FullName,
        Commit c => "refs/countersign/commits/" + c.Id.Hex,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>For `git fetch --stdin`. The plus allows a branch to move backwards: we report that, and do not hide it.</summary>
    internal string Refspec => $"+{(this is Commit c ? c.Id.Hex : KeptAs)}:{KeptAs}";

    /// <summary>Names come from the forge, and so from anyone who can push: only what Git itself allows gets to its command line.</summary>
    /// <exception cref="GitContentException">When the name is no reference name.</exception>
    internal void Check()
    {
        if (!LibGit2Sharp.Reference.IsValidName(KeptAs) || KeptAs.Contains('*', StringComparison.Ordinal))
            throw new GitContentException("a reference name that Git does not allow was asked for");
        if (!KeptAs.StartsWith("refs/", StringComparison.Ordinal) || KeptAs.StartsWith("refs/replace/", StringComparison.Ordinal))
            throw new GitContentException("only names under `refs/`, and never replacements, are fetched");
    }
}

/// <summary>What a fetch did to one reference of the mirror.</summary>
/// <param name="Reference">Full name.</param>
/// <param name="Before">Null when the mirror did not have it.</param>
/// <param name="IsFastForward">
/// False when history was rewritten. On a protected branch this freezes the repository's targets (INV-23).
/// </param>
public sealed record ReferenceMove(string Reference, CommitId? Before, CommitId After, bool IsFastForward);
