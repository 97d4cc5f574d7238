using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Countersign.Forges.GitHub.Http;

/// <summary>
/// Remembers answers by their entity tag and asks whether they still hold: an answer that does costs nothing of the rate
/// limit. GitHub is asked every time, so nothing is decided on what it no longer says.
/// </summary>
internal sealed class EntityTagHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Packed, the answers about several thousand open requests.</summary>
    private const long MostBytes = 128 * 1024 * 1024;
    private const int LargestAnswer = 512 * 1024;

    /// <summary>What an entry takes besides its body, so that many small ones are bounded too.</summary>
    private const int KeyCost = 1024;

    private readonly ConcurrentDictionary<(string Identity, string Address, string Accept), Kept> _kept = [];
    private long _bytes; // only grows between clearings; an answer that replaces another counts again

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get) return await base.SendAsync(request, cancellationToken);
        var identity = request.Options.TryGetValue(TokenSource.IdentityKey, out var who) ? who : "";
        var key = (identity, request.RequestUri!.AbsoluteUri, request.Headers.Accept.ToString());
        request.Headers.IfNoneMatch.Clear();
        if (_kept.TryGetValue(key, out var kept)) request.Headers.IfNoneMatch.Add(kept.Tag);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && kept is not null)
            return kept.Answer(response);
        if (response is { StatusCode: HttpStatusCode.OK, Headers.ETag: { } tag })
            await Keep(key, tag, response, cancellationToken);
        return response;
    }

    private async Task Keep(
        (string, string, string) key, EntityTagHeaderValue tag, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (body.Length > LargestAnswer) return;
        var packed = Pack(body);
        if (Interlocked.Add(ref _bytes, packed.Length + KeyCost) > MostBytes)
        {
            _kept.Clear(); // rare, and costs only the requests to fill it again
            Interlocked.Exchange(ref _bytes, 0);
        }

        _kept[key] = new(tag, packed, response.Content.Headers.ContentType, [.. response.Headers.NonValidated.TryGetValues("Link", out var links) ? links : []]);
    }

    /// <summary>GitHub's answers repeat themselves and shrink to a tenth.</summary>
    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest)) stream.Write(body);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        stream.CopyTo(body);
        return body.ToArray();
    }

    private sealed record Kept(EntityTagHeaderValue Tag, byte[] Packed, MediaTypeHeaderValue? Type, ImmutableArray<string> Links)
    {
        /// <summary>The kept body under the fresh headers, which tell the rate limit.</summary>
        internal HttpResponseMessage Answer(HttpResponseMessage notModified)
        {
            notModified.StatusCode = HttpStatusCode.OK;
            notModified.Content = new ByteArrayContent(Unpack(Packed));
            notModified.Content.Headers.ContentType = Type;
            if (!Links.IsEmpty && !notModified.Headers.Contains("Link")) notModified.Headers.Add("Link", Links);
            return notModified;
        }
    }
}
