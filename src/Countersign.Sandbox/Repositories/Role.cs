namespace Countersign.Sandbox.Repositories;

/// <summary>What somebody may do in a repository. Ordered: a greater role includes the lesser ones.</summary>
public enum Role
{
    /// <summary>Nothing; a private repository looks absent.</summary>
    None,

    /// <summary>See, comment, review without weight.</summary>
    Read,

    /// <summary>Also label and close.</summary>
    Triage,

    /// <summary>Also push, merge, and review with weight.</summary>
    Write,

    /// <summary>Also most settings.</summary>
    Maintain,

    /// <summary>Everything, past protection where that allows it.</summary>
    Admin,
}

internal static class RoleNames
{
    /// <summary>The role's own name, <c>role_name</c>.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Read => "read",
        Role.Triage => "triage",
        Role.Write => "write",
        Role.Maintain => "maintain",
        Role.Admin => "admin",
        _ => "none",
    };

    /// <summary>
    /// The older <c>permission</c> field, which knows four values: GitHub documents that maintain becomes
    /// write and triage becomes read.
    /// </summary>
    public static string Legacy(this Role role) => role switch
    {
        Role.Triage => "read",
        Role.Maintain => "write",
        _ => role.Name(),
    };
}
