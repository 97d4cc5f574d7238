using System.Text.Json.Nodes;

namespace Countersign.Bot.Demo;

/// <summary>A pull request as the sandbox's control API shows it.</summary>
/// <param name="Report">The bot's one report, Markdown; empty before it is there.</param>
/// <param name="Check">Conclusion of the required check, or its status while it has none.</param>
internal sealed record DemoPull(int Number, string Title, string State, ImmutableArray<string> Blockers, string Report, string Check)
{
    /// <summary>The report's first line, without its heading marks.</summary>
    public string Headline => Report.Split('\n')[0].TrimStart('#', ' ');

    /// <summary>The digest that the report asks people to sign.</summary>
    public string Digest => Report.Split("approve all ") is [_, var rest, ..] ? rest.Split('\n', ' ', '`')[0] : "";
}

/// <summary>Drives the sandbox forge as its people would, through its control API.</summary>
internal sealed class SandboxControl(HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks for something by name; the forge's refusal is an <see cref="HttpRequestException"/> with its reason.</summary>
    public async Task<JsonNode> Post(string path, object body, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync("_sandbox/" + path, body, cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation);
        return answer.IsSuccessStatusCode ? json! : throw new HttpRequestException(Reason(json));
    }

    /// <summary>Somebody does something to a pull request.</summary>
    public Task<JsonNode> Act(int number, string act, object body, CancellationToken cancellation) =>
        Post($"repos/{DemoCompany.Repository}/pulls/{number}/{act}", body, cancellation);

    /// <summary>The pull request as it is now.</summary>
    public async Task<DemoPull> Read(int number, CancellationToken cancellation)
    {
        var json = (await http.GetFromJsonAsync<JsonNode>($"_sandbox/repos/{DemoCompany.Repository}/pulls/{number}", cancellation))!;
        var report = json["comments"]!.AsArray().Where(c => c!["author"]!.GetValue<string>() == DemoCompany.Bot)
            .Select(c => c!["body"]!.GetValue<string>()).FirstOrDefault(b => b.StartsWith("### ", StringComparison.Ordinal)) ?? "";
        var check = json["checks"]!.AsArray().LastOrDefault();
        return new(
            number, json["title"]!.GetValue<string>(), json["state"]!.GetValue<string>(),
            [.. json["blockers"]!.AsArray().Select(b => b!.GetValue<string>())],
            report, check?["conclusion"]?.GetValue<string>() ?? check?["status"]?.GetValue<string>() ?? "none");
    }

    /// <summary>Waits until the bot has brought a pull request to where it should be.</summary>
    /// <exception cref="TimeoutException">When that takes longer than a minute; says what was waited for.</exception>
    public async Task<DemoPull> Await(int number, string what, Func<DemoPull, bool> reached, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            var pull = await Read(number, cancellation);
            if (reached(pull)) return pull;
            await Task.Delay(Pause, cancellation);
        }

        throw new TimeoutException($"waited in vain for {what} on pull request {number}: {(await Read(number, cancellation)).Headline}");
    }

    private static string Reason(JsonNode? json) => json?["message"]?.GetValue<string>() ?? "the sandbox gave no reason";
}
