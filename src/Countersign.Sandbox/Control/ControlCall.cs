using System.Text.Json;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Control;

/// <summary>A request of the control API: a JSON body and what it names.</summary>
internal sealed class ControlCall(SandboxForge forge, HttpRequest request, JsonElement body)
{
    public SandboxForge Forge { get; } = forge;

    public JsonElement Body { get; } = body;

    public string Route(string name) => request.RouteValues[name]?.ToString() ?? string.Empty;

    public Actor Actor => Find(Text("actor"));

    public string Text(string name) =>
        OptionalText(name) ?? throw new RefusedException(400, $"`{name}` is missing; send it in the JSON body");

    public string? OptionalText(string name) => Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True };

    public int? Number(string name) => Member(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    public JsonElement? Member(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public ImmutableArray<string> Texts(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    public Actor Find(string login) => Forge.Actors.FirstOrDefault(actor => actor.Login == login)
        ?? throw new RefusedException(404, $"there is no account `{login}`; add it with POST /_sandbox/users");

    public SandboxRepository Repository => Forge.FindRepository(Route("owner"), Route("repo"))
        ?? throw new RefusedException(404, $"there is no repository `{Route("owner")}/{Route("repo")}`");

    public SandboxPullRequest PullRequest => Repository.PullRequest(int.Parse(Route("number"), null));

    public T Choice<T>(string name, T otherwise) where T : struct, Enum
    {
        if (OptionalText(name) is not { } text) return otherwise;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : throw new RefusedException(400, $"`{text}` is no {name}; use one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    /// <summary>The files of the body: a path and its text, or null to delete it.</summary>
    public ImmutableArray<FileChange> Files() => Member("files") is { ValueKind: JsonValueKind.Object } files
        ? [.. files.EnumerateObject().Select(file => file.Value.ValueKind == JsonValueKind.Null
            ? FileChange.Delete(file.Name)
            : FileChange.Put(file.Name, file.Value.GetString()!))]
        : [];

    public NewCommit Commit() => new(Text("message"), Files())
    {
        Author = Person(Member("author")),
        Committer = Person(Member("committer")),
        CoAuthors = Member("co_authors") is { } list ? [.. list.EnumerateArray().Select(one => Person(one)!)] : [],
    };

    private static GitIdentity? Person(JsonElement? who) => who is { ValueKind: JsonValueKind.Object } value
        ? new GitIdentity(value.GetProperty("name").GetString()!, value.GetProperty("email").GetString()!)
        : null;
}
