using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Deliveries;

/// <summary>The body of an event: what is particular to it, and what every event carries.</summary>
internal static class Payload
{
    public static byte[] Of(SandboxRepository repository, string? action, Actor sender, object details, Installation? installation)
    {
        var payload = new JsonObject();
        if (action is not null) payload["action"] = action;
        foreach (var (name, value) in Node(details).AsObject().ToList()) payload[name] = value?.DeepClone();
        payload["repository"] = Node(RepositoryShape.Of(repository));
        if (repository.Owner.Kind == ActorKind.Organization)
        {
            payload["organization"] = Node(AccountShape.Of(repository.Forge, repository.Owner));
        }

        if (installation is not null)
        {
            var nodeId = NodeId.Of("Installation", installation.Id);
            payload["installation"] = Node(new { id = installation.Id, node_id = nodeId });
        }

        payload["sender"] = Node(AccountShape.Of(repository.Forge, sender));
        return JsonSerializer.SerializeToUtf8Bytes(payload, ApiJson.Options);
    }

    private static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, ApiJson.Options)!;
}
