using Countersign.Changes;

namespace Countersign.Forges.Git;

/// <summary>How a change request got onto its base branch, and where that branch was before. Closed.</summary>
public abstract record Landing
{
    private Landing() { }

    /// <summary>Its trees are those of a clean merge of the signed head.</summary>
    /// <param name="Kind">By which method.</param>
    /// <param name="BaseBefore">The base branch's commit before it landed; the diff from here is what landed (INV-22).</param>
    public sealed record Equivalent(LandingKind Kind, CommitId BaseBefore) : Landing;

    /// <summary>Something else than the signed head landed; nothing of it may run.</summary>
    /// <param name="Because">A clause for people, e.g. `no clean merge of the head gives the tree of …`.</param>
    public sealed record NotEquivalent(string Because) : Landing;
}

/// <summary>By which method a change request landed.</summary>
public enum LandingKind
{
    /// <summary>A commit with two parents, the first of which is the base before.</summary>
    Merge,

    /// <summary>One commit holding everything.</summary>
    Squash,

    /// <summary>The commits of the request made anew on top of the base.</summary>
    Rebase,

    /// <summary>The base branch was moved to the head itself.</summary>
    FastForward,
}
