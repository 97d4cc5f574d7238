using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Deliveries;

namespace Countersign.Sandbox.Repositories;

/// <content>Events of the repository.</content>
public sealed partial class SandboxRepository
{
    /// <summary>Sends an event to every app that is installed here and to every webhook of the repository.</summary>
    internal void Emit(string name, string? action, Actor sender, object details)
    {
        foreach (var installation in Installations)
        {
            if (installation.App.Webhook is not { } webhook) continue;
            var payload = Payload.Of(this, action, sender, details, installation);
            Forge.Deliveries.Enqueue(new HookTarget(webhook, "integration", installation.App.Id), name, action, payload);
        }

        foreach (var webhook in Webhooks)
        {
            var payload = Payload.Of(this, action, sender, details, null);
            Forge.Deliveries.Enqueue(new HookTarget(webhook, "repository", Id), name, action, payload);
        }
    }
}
