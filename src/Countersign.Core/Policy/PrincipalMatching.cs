using Countersign.SignOffs;

namespace Countersign.Policy;

/// <summary>Decides whether a person is one of those whom policy trusts, by what the forge says of them now (INV-19).</summary>
internal static class PrincipalMatching
{
    internal static bool Includes(this Principal principal, Authority authority, ImmutableArray<string> owners) => principal switch
    {
        Principal.Team team => IsIn(authority, team.Slug),
        Principal.User user => Same(authority.Person.Login, user.Login),
        Principal.Role role => authority.Role >= role.AtLeast,
        Principal.Codeowners => authority.Role >= RepositoryRole.Write && owners.Any(o => Owns(authority, o)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What a person is who is trusted by this principal, to follow `is not`.</summary>
    internal static string Phrase(this Principal principal) => principal switch
    {
        Principal.Team => $"in {principal}",
        Principal.User => $"{principal}",
        Principal.Role => $"of {principal}",
        Principal.Codeowners => "a code owner with write access",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>`@user` or `@org/team`. An e-mail address never counts: the forge does not prove whose it is.</summary>
    private static bool Owns(Authority authority, string owner) =>
        CodeownersReading.TeamOf(owner) is { } slug
            ? IsIn(authority, slug)
            : owner.StartsWith('@') && Same(authority.Person.Login, owner[1..]);

    private static bool IsIn(Authority authority, string slug) => authority.Teams.Any(t => Same(t, slug));

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
