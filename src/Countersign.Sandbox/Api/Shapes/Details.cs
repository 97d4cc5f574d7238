using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Puts the parts of an event together.</summary>
internal static class Details
{
    public static JsonObject With(object? more, params IEnumerable<(string Name, object? Value)> parts)
    {
        var details = more is null ? [] : JsonSerializer.SerializeToNode(more, ApiJson.Options)!.AsObject();
        foreach (var (name, value) in parts) details[name] = JsonSerializer.SerializeToNode(value, ApiJson.Options);
        return details;
    }

    public static JsonObject With(object? more, string name, object? value) => With(more, (name, value));
}
