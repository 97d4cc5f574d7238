using System.Net.Http.Headers;

namespace Countersign.Sandbox.Deliveries;

/// <summary>Posts a delivery with GitHub's headers, and waits at most the ten seconds that github.com waits.</summary>
internal sealed class DeliverySender(TimeProvider time) : IDisposable
{
    private readonly HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The status of the answer, or 0 when there was none.</summary>
    public async Task<int> SendAsync(Delivery delivery, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        using var request = Request(delivery);
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            return (int)response.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    public void Dispose() => client.Dispose();

    private static HttpRequestMessage Request(Delivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Target.Webhook.Url)
        {
            Content = new ReadOnlyMemoryContent(delivery.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("GitHub-Hookshot/5a4d0d7");
        request.Headers.Accept.ParseAdd("*/*");
        request.Headers.Add("X-GitHub-Delivery", delivery.DeliveryId.ToString());
        request.Headers.Add("X-GitHub-Event", delivery.Event);
        request.Headers.Add("X-GitHub-Hook-ID", $"{delivery.Target.Webhook.Id}");
        request.Headers.Add("X-GitHub-Hook-Installation-Target-ID", $"{delivery.Target.TypeId}");
        request.Headers.Add("X-GitHub-Hook-Installation-Target-Type", delivery.Target.Type);
        request.Headers.Add("X-Hub-Signature-256", delivery.Signature);
        return request;
    }
}
