using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Repositories;

/// <summary>One move of a branch and who made it, as the forge's server saw it: unlike a commit's author, nobody can state it.</summary>
/// <param name="Before">Null when the branch was made.</param>
/// <param name="After">Null when it was deleted.</param>
internal sealed record BranchActivity(
    long Id, Actor Actor, string Branch, string? Before, string? After, bool Forced, DateTimeOffset At)
{
    /// <summary>GitHub's word for it.</summary>
    public string Kind => this switch
    {
        { Before: null } => "branch_creation",
        { After: null } => "branch_deletion",
        { Forced: true } => "force_push",
        _ => "push",
    };
}
