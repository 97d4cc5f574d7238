using System.Net;
using System.Net.Http.Headers;

namespace Countersign.Forges.GitHub.Http;

/// <summary>Where the credential of a connection comes from.</summary>
/// <param name="Identity">Names whose token it is without telling it; answers are cached apart for each.</param>
/// <param name="Read">The value of the Authorization header now. True asks for a new one, since the last was refused.</param>
internal sealed record TokenSource(string Identity, Func<bool, CancellationToken, Task<AuthenticationHeaderValue>> Read)
{
    internal static readonly HttpRequestOptionsKey<string> IdentityKey = new("countersign.identity");
}

/// <summary>Puts the credential on each request. An installation's token that is refused is renewed, once.</summary>
internal sealed class TokenHandler(TokenSource tokens, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(TokenSource.IdentityKey, tokens.Identity);
        request.Headers.Authorization = await tokens.Read(false, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        var renewed = await tokens.Read(true, cancellationToken);
        if (renewed.Equals(request.Headers.Authorization)) return response;
        response.Dispose();
        request.Headers.Authorization = renewed;
        return await base.SendAsync(request, cancellationToken);
    }
}
