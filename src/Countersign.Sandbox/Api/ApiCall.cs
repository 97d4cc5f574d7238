using System.Text.Json;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api;

/// <summary>A request that has been authenticated, as the routes see it.</summary>
internal sealed class ApiCall(ForgeState forge, Caller caller, HttpRequest request, JsonElement body)
{
    public ForgeState Forge { get; } = forge;

    public Caller Caller { get; } = caller;

    public Actor Actor => Caller.Actor;

    public JsonElement Body { get; } = body;

    public string Accept => request.Headers.Accept.ToString();

    /// <summary>A value from the path; routing leaves an escaped slash escaped.</summary>
    public string Route(string name) =>
        request.RouteValues[name]?.ToString()?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) ?? string.Empty;

    public long Number(string name) => long.TryParse(Route(name), out var value) ? value : throw RefusedException.NotFound();

    public string? Query(string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>A string of the body; null when absent or null.</summary>
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public string RequiredText(string resource, string name) =>
        Text(name) ?? throw RefusedException.Invalid(resource, name, $"{name} is missing", "missing_field");

    public bool? Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public JsonElement? Member(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The repository of the path, if the caller may do this there: 404 when it is hidden, 403 when not allowed.</summary>
    public SandboxRepository Repository(Needs needs)
    {
        var repository = Forge.FindRepository(Route("owner"), Route("repo")) ?? throw RefusedException.NotFound();
        needs.Demand(Caller, repository);
        return repository;
    }

    public SandboxPullRequest PullRequest(Needs needs) => Repository(needs).PullRequest((int)Number("number"));

    /// <summary>One page of a list, with the links to the others. 30 an answer by default, 100 at most.</summary>
    public ApiAnswer Page<T>(IEnumerable<T> items, Func<T, object> shape, Func<int, IEnumerable<object>, object>? wrap = null)
    {
        var all = items.ToList();
        var asked = int.TryParse(Query("per_page"), out var given) && given > 0 ? Math.Min(given, 100) : 30;
        var size = Forge.Switches.PageSize ?? asked;
        var page = int.TryParse(Query("page"), out var number) && number > 0 ? number : 1;
        var last = Math.Max(1, (all.Count + size - 1) / size);
        var shown = all.Skip((page - 1) * size).Take(size).Select(shape).ToList();
        return ApiAnswer.Json(wrap is null ? shown : wrap(all.Count, shown)) with { Link = Links(page, last) };
    }

    private string? Links(int page, int last)
    {
        var links = new List<string>();
        if (page > 1) links.AddRange([Link(page - 1, "prev"), Link(1, "first")]);
        if (page < last) links.AddRange([Link(page + 1, "next"), Link(last, "last")]);
        return links.Count == 0 ? null : string.Join(", ", links);
    }

    private string Link(int page, string relation)
    {
        var query = request.Query.Where(pair => pair.Key != "page")
            .SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? string.Empty)}"))
            .Append($"page={page}");
        var path = request.Path.Value!.TrimStart('/');
        return $"<{Forge.BaseUrl}{path}?{string.Join('&', query)}>; rel=\"{relation}\"";
    }
}
