using System.Net.Http.Headers;

namespace Countersign.Forges.GitHub.Http;

/// <summary>
/// Lets requests go to the configured origin only, and answers from nowhere else (INV-34): addresses in answers, such as
/// those of further pages, are the forge's word and not a reason to go elsewhere.
/// </summary>
internal sealed class PinnedHostHandler(Uri origin, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>https://docs.github.com/rest/about-the-rest-api/api-versions.</summary>
    private const string ApiVersion = "2022-11-28";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } uri || Uri.Compare(
            uri, origin, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
            throw new ForgeUnavailableException("GitHub named an address on another host; only the configured one is spoken to");
        request.Headers.Remove("X-GitHub-Api-Version");
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        // Octokit says that its JSON is a form on some requests.
        if (request.Content is { Headers.ContentType: not null } content)
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode is not (>= 300 and < 400)) return response;
        response.Dispose();
        throw new ForgeUnavailableException(
            "GitHub redirected a request, as it does for a repository that was renamed or moved; redirections are not followed");
    }
}
