using System.Text;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Targets.Faults;
using Microsoft.Extensions.Primitives;
using Octokit.Webhooks;

namespace Countersign.Bot.Webhooks;

/// <summary>
/// Octokit's receiver with its raw hook overridden: an authenticated message becomes an inbox row, and its text is not
/// looked at here. Octokit's own models have hundreds of required members, so a new field of the forge would lose
/// messages; what little of a message matters is read later, tolerantly (<see cref="Forges.GitHub.Webhooks.GitHubDelivery"/>).
/// </summary>
internal sealed class DeliveryReceiver(Inbox inbox, DeliveryQueue queue, TimeProvider clock) : WebhookEventProcessor
{
    /// <summary>The name of the forge in the inbox.</summary>
    public const string GitHub = "github";

    /// <inheritdoc />
    /// <remarks>Returns after the row is on disk.</remarks>
    public override async ValueTask ProcessWebhookAsync(
        IDictionary<string, StringValues> headers, string body, CancellationToken cancellationToken = default)
    {
        var message = WebhookHeaders.Parse(headers);
        Failpoint.Reached(CrashPoint.K1);
        var receipt = await inbox.Accept(new(
            GitHub, message.Delivery!, message.Event!, Kept(message), Encoding.UTF8.GetBytes(body), clock.GetUtcNow()));
        Failpoint.Reached(CrashPoint.K2);
        if (!receipt.IsCompleted)
            queue.Enqueue(receipt.Id);
    }

    private static ImmutableSortedDictionary<string, string> Kept(WebhookHeaders message)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Keep("X-GitHub-Delivery", message.Delivery);
        Keep("X-GitHub-Event", message.Event);
        Keep("X-GitHub-Hook-ID", message.HookId);
        Keep("X-GitHub-Hook-Installation-Target-ID", message.HookInstallationTargetId);
        Keep("X-GitHub-Hook-Installation-Target-Type", message.HookInstallationTargetType);
        Keep("User-Agent", message.UserAgent);
        return kept.ToImmutable();

        void Keep(string name, string? value)
        {
            if (value is not null) kept.Add(name, value);
        }
    }
}
