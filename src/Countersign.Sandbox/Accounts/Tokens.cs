namespace Countersign.Sandbox.Accounts;

/// <summary>Who is calling.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>The app itself, by JWT: it can look at itself and get tokens, nothing else.</summary>
    public sealed record AsApp(SandboxApp App) : Caller;

    /// <summary>An app on one installation, with the permissions of its token.</summary>
    public sealed record AsInstallation(
        Installation Installation, IReadOnlyDictionary<string, string> Permissions) : Caller;

    /// <summary>A person, by personal access token.</summary>
    public sealed record AsPerson(Actor Person) : Caller;

    /// <summary>The account that what the caller does is attributed to.</summary>
    public Actor Actor => this switch
    {
        AsApp app => app.App.Bot,
        AsInstallation installed => installed.Installation.App.Bot,
        AsPerson person => person.Person,
        _ => throw new InvalidOperationException("a kind of caller was added without an account"),
    };

    /// <summary>The app, when one calls.</summary>
    public SandboxApp? ActingApp => this switch
    {
        AsApp app => app.App,
        AsInstallation installed => installed.Installation.App,
        _ => null,
    };
}

/// <summary>The tokens handed out, and whom they stand for.</summary>
internal sealed class Tokens(TimeProvider time)
{
    private readonly Dictionary<string, (Caller Caller, DateTimeOffset Expires)> issued = new(StringComparer.Ordinal);
    private int count;

    public string Issue(Caller caller, DateTimeOffset expires)
    {
        var prefix = caller is Caller.AsInstallation ? "ghs_" : "ghp_";
        var token = $"{prefix}sandbox{++count:D29}";
        issued[token] = (caller, expires);
        return token;
    }

    public Caller? Find(string token) =>
        issued.TryGetValue(token, out var entry) && entry.Expires > time.GetUtcNow() ? entry.Caller : null;

    /// <summary>Ends the life of every installation token, as if an hour had passed.</summary>
    public void ExpireInstallationTokens()
    {
        foreach (var token in issued.Where(entry => entry.Value.Caller is Caller.AsInstallation).Select(entry => entry.Key).ToList())
        {
            issued.Remove(token);
        }
    }
}
