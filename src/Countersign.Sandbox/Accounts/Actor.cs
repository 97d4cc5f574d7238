namespace Countersign.Sandbox.Accounts;

/// <summary>What an account is.</summary>
public enum ActorKind
{
    /// <summary>A person.</summary>
    User,

    /// <summary>An organisation; owns repositories and teams, and never acts.</summary>
    Organization,

    /// <summary>The account an app acts as, <c>name[bot]</c>.</summary>
    Bot,
}

/// <summary>An account of the forge.</summary>
public sealed class Actor
{
    internal Actor(long id, string login, string name, string email, ActorKind kind) =>
        (Id, Login, Name, Email, Kind) = (id, login, name, email, kind);

    /// <summary>The numeric id, which a rename does not change.</summary>
    public long Id { get; }

    /// <summary>The login.</summary>
    public string Login { get; }

    /// <summary>The display name, used in commits.</summary>
    public string Name { get; }

    /// <summary>The verified e-mail that maps commits to this account.</summary>
    public string Email { get; }

    /// <summary>User, organisation or bot.</summary>
    public ActorKind Kind { get; }

    internal GitIdentity Identity => new(Name, Email);

    /// <inheritdoc/>
    public override string ToString() => Login;
}

/// <summary>Who a commit says made it. Anyone can write anything here.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail; maps to an account when one has verified it.</param>
public sealed record GitIdentity(string Name, string Email);
