namespace Countersign.Sandbox.Accounts;

/// <summary>A team of an organisation.</summary>
public sealed class Team
{
    internal Team(long id, Actor organization, string slug, IEnumerable<Actor> members) =>
        (Id, Organization, Slug, Members) = (id, organization, slug, members.ToHashSet());

    /// <summary>The numeric id.</summary>
    public long Id { get; }

    /// <summary>The organisation.</summary>
    public Actor Organization { get; }

    /// <summary>The name in addresses and in <c>@org/slug</c>.</summary>
    public string Slug { get; }

    /// <summary>The members; change it while a test runs to join or leave.</summary>
    public ISet<Actor> Members { get; }
}
