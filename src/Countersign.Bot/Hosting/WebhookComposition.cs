using Countersign.Bot.Configuration;
using Countersign.Bot.Webhooks;
using Octokit.Webhooks;

namespace Countersign.Bot.Hosting;

/// <summary>What receives webhook messages.</summary>
internal static class WebhookComposition
{
    /// <summary>Adds it. Fails here, before anything listens, when there is no secret to authenticate with.</summary>
    public static void AddWebhooks(this IServiceCollection services, GitHubOptions gitHub)
    {
        services.AddSingleton(new WebhookSignature(gitHub.WebhookSecrets));
        services.AddSingleton<WebhookEventProcessor, DeliveryReceiver>();
    }
}
