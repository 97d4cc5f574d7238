using System.Text.Json;

namespace Countersign.Bot.Webhooks;

/// <summary>Reads members that may be missing, null or of another kind, without faults.</summary>
internal static class TolerantJson
{
    /// <summary>The member; an undefined element when there is none.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The text; null when it is none.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>The whole number; null when it is none.</summary>
    public static long? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;
}
