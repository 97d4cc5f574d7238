using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Api;

/// <summary>Finds out who calls: <c>Authorization: Bearer …</c> or <c>token …</c>, with a JWT or a token.</summary>
internal sealed class ApiAuthentication(ForgeState forge)
{
    public Caller Of(HttpRequest request) => Read(request) switch
    {
        null => throw new RefusedException(401, "Requires authentication"),
        { } value when IsJwt(value) => new Caller.AsApp(AppJwt.Verify(value, forge.Apps, forge.Options.Time.GetUtcNow())),
        { } value => forge.Tokens.Find(value) ?? throw new RefusedException(401, "Bad credentials"),
    };

    public Caller? Find(HttpRequest request)
    {
        try
        {
            return Of(request);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static bool IsJwt(string value) => value.Count(character => character == '.') == 2;

    private static string? Read(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2);
        return parts is [var scheme, var value] && (scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase)
            || scheme.Equals("token", StringComparison.OrdinalIgnoreCase)) ? value : null;
    }
}
