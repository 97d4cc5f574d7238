using System.Globalization;
using System.Text.Json;
using Countersign.Changes;

namespace Countersign.Forges.GitHub.Webhooks;

/// <summary>Reads single fields of a payload by their path. What is missing, null or of another kind is null.</summary>
internal readonly struct Payload(JsonElement root)
{
    internal bool Has(params ReadOnlySpan<string> path) => Find(path) is not null;

    internal string? Text(params ReadOnlySpan<string> path)
    {
        if (Find(path) is not { ValueKind: JsonValueKind.String } found) return null;
        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // an escape that is half of a surrogate pair: valid JSON, no text
        }
    }

    internal long? Number(params ReadOnlySpan<string> path) =>
        Find(path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    internal bool? Flag(params ReadOnlySpan<string> path) => Find(path)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>ISO 8601.</summary>
    internal DateTimeOffset? Time(params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Null also for forty zeros, by which GitHub says "none".</summary>
    internal CommitId? Commit(params ReadOnlySpan<string> path) =>
        Text(path) is { Length: 40 or 64 } hex && hex.All(char.IsAsciiHexDigit) && hex.Any(c => c != '0')
            ? new CommitId(hex.ToLowerInvariant())
            : null;

    /// <summary>The number in the first object of a list.</summary>
    internal long? FirstNumber(string outer, string list, string name) =>
        Find([outer, list]) is { ValueKind: JsonValueKind.Array } found && found.GetArrayLength() > 0
            ? new Payload(found[0]).Number(name)
            : null;

    /// <summary>The repository that the delivery is about.</summary>
    internal RepositoryRef? Repository() =>
        Number("repository", "id") is { } id && Text("repository", "name") is { } name
            && (Text("repository", "owner", "login") ?? Text("repository", "owner", "name")) is { } owner // pushes have had only a name
            ? new(new RepositoryId(id), owner, name)
            : null;

    internal Person? Person(params ReadOnlySpan<string> path) =>
        Find(path) is { } account && new Payload(account) is var found && found.Number("id") is { } id && found.Text("login") is { } login
            ? Accounts.Read(new() { Id = id, Login = login, Type = found.Text("type") })
            : null;

    private JsonElement? Find(ReadOnlySpan<string> path)
    {
        var at = root;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        return at.ValueKind == JsonValueKind.Null ? null : at;
    }
}
