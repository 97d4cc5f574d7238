using System.Text;
using System.Text.Json.Nodes;
using Countersign.Forges.GitHub.Webhooks;

namespace Countersign.BadInput.Webhooks;

/// <summary>B10: every event with every action, and deliveries that carry evidence with each field that is read spoiled in every way.</summary>
public static class DeliveryCorpus
{
    private const string Sha = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

    private const string Body = $$"""
        {
          "action": "ACTION", "number": 12, "ref": "refs/heads/main", "before": "{{Sha}}", "after": "7dcb09b5b57875f334f61aebed695e2e4193db5e", "forced": false,
          "review": { "id": 80, "user": { "login": "bo", "id": 9, "type": "User" }, "commit_id": "{{Sha}}", "submitted_at": "2026-03-01T10:00:00Z", "state": "approved" },
          "pull_request": { "number": 12, "base": { "ref": "main" }, "title": "é", "merged": false },
          "issue": { "number": 12, "pull_request": { "url": "x" } }, "comment": { "id": 5, "body": "/countersign plan" },
          "check_run": { "pull_requests": [ { "number": 12 } ] }, "check_suite": { "pull_requests": [ { "number": 12 } ] },
          "merge_group": { "head_sha": "{{Sha}}", "head_ref": "refs/heads/gh-readonly-queue/main/pr-12-abc", "base_sha": "7dcb09b5b57875f334f61aebed695e2e4193db5e", "base_ref": "refs/heads/main" },
          "repository": { "id": 35129377, "name": "shop", "owner": { "login": "acme", "id": 1 }, "default_branch": "main" },
          "installation": { "id": 8811 }, "sender": { "login": "ana", "id": 7, "type": "User" }
        }
        """;

    /// <summary>Fields without which a delivery is no evidence, by event and action.</summary>
    private static readonly (string Event, string Action, string[] Fields)[] Evidence =
    [
        ("pull_request_review", "submitted", ["review.id", "review.commit_id", "review.submitted_at", "review.state", "review.user", "review.user.id", "review.user.login", "pull_request.base.ref", "pull_request.number", "repository.id", "repository.name", "repository"]),
        ("merge_group", "checks_requested", ["merge_group.head_sha", "merge_group.base_sha", "merge_group.head_ref", "merge_group.base_ref", "merge_group", "repository.id", "repository"]),
        ("push", "", ["ref", "repository.id", "repository.name", "repository"]),
    ];

    /// <summary>What a field is replaced with. None of these is a value that GitHub would send there.</summary>
    private static readonly string?[] Spoilt =
        [null, "null", "true", "[]", "{}", "-1.5", "1e400", "[[1]]", "{\"id\": 1}", "\"\\ud800\"", "\"\\u0000\"", "99999999999999999999"];

    private static readonly Lazy<ImmutableArray<DeliveryCase>> Everything = new(() => [.. Listed(), .. Spoiled(), .. Framed(), .. Cut()]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<DeliveryCase> All => Everything.Value;

    private static IEnumerable<DeliveryCase> Listed() => EventTable.All().Select(e =>
        new DeliveryCase($"B10: {e.Event} {e.Action}", e.Event, Encoding.UTF8.GetBytes(Of(e.Action)), new DeliveryExpectation.Kind(e.Type)));

    private static IEnumerable<DeliveryCase> Spoiled() =>
        from evidence in Evidence
        let before = GitHubDelivery.Read(evidence.Event, Encoding.UTF8.GetBytes(Of(evidence.Action)))
        from field in evidence.Fields
        from value in Spoilt
        where value is not "\"\\u0000\"" || field is not ("ref" or "repository.name" or "review.user.login" or "pull_request.base.ref" or "merge_group.head_ref" or "merge_group.base_ref")
        select new DeliveryCase(
            $"B10: {evidence.Event} with {value ?? "no"} {field}", evidence.Event, With(Of(evidence.Action), field, value), new DeliveryExpectation.NoMoreThanAHint(before));

    /// <summary>Changes around the message: what is not JSON is ignored, what is not read changes nothing.</summary>
    private static IEnumerable<DeliveryCase> Framed()
    {
        var ignored = new DeliveryExpectation.Kind(typeof(GitHubDelivery.Ignored));
        foreach (var (name, action, _) in Evidence)
        {
            var text = Of(action);
            var same = new DeliveryExpectation.AsBefore(GitHubDelivery.Read(name, Encoding.UTF8.GetBytes(text)));
            (string What, string Text, DeliveryExpectation Expected)[] frames =
            [
                ("blanks around it", $" \r\n{text}\n\t ", same), ("a field of the future", text.Replace("\"number\": 12, \"ref\"", "\"zen\": {\"a\": [1, \"\\u202e\"]}, \"number\": 12, \"ref\"", StringComparison.Ordinal), same),
                ("sixty levels in a field that is not read", text.Replace("\"title\": \"é\"", $"\"title\": {new string('[', 60)}{new string(']', 60)}", StringComparison.Ordinal), same),
                ("a hundred levels", text.Replace("\"title\": \"é\"", $"\"title\": {new string('[', 100)}{new string(']', 100)}", StringComparison.Ordinal), ignored),
                ("a second value", text + "{}", ignored), ("a comment", "// x\n" + text, ignored), ("single quotes", text.Replace('"', '\''), ignored), ("a comma too many", text.TrimEnd().TrimEnd('}') + ",}", ignored),
                ("NaN", text.Replace("35129377", "NaN", StringComparison.Ordinal), ignored), ("a list around it", $"[{text}]", ignored), ("a string around it", $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEnds()}\"", ignored),
                ("a line end in a string", text.Replace("acme", "ac\nme", StringComparison.Ordinal), ignored), ("NUL in a string", text.Replace("acme", "ac\0me", StringComparison.Ordinal), ignored), ("nothing", "", ignored),
            ];
            foreach (var (what, framed, expected) in frames) yield return new($"B10: {name} with {what}", name, Encoding.UTF8.GetBytes(framed), expected);
            yield return new($"B10: {name} in UTF-16", name, Encoding.Unicode.GetBytes(text), ignored);
            yield return new($"B10: {name} in Latin 1", name, Encoding.Latin1.GetBytes(text), same); // only a field that is not read differs; the endpoint lets no such body in
        }
    }

    /// <summary>Cut off anywhere, a message is none.</summary>
    private static IEnumerable<DeliveryCase> Cut() =>
        from evidence in Evidence
        let body = Encoding.UTF8.GetBytes(Of(evidence.Action))
        from twentieth in Enumerable.Range(0, 20)
        select new DeliveryCase($"B10: {evidence.Event} cut after {twentieth} of 20 parts", evidence.Event, body.AsMemory(0, body.Length * twentieth / 20),
            new DeliveryExpectation.Kind(typeof(GitHubDelivery.Ignored)));

    private static string Of(string action) => Body.Replace("ACTION", action, StringComparison.Ordinal);

    private static string ReplaceLineEnds(this string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);

    private static byte[] With(string body, string field, string? value)
    {
        const string Here = "\"§here§\"";
        var root = JsonNode.Parse(body)!;
        string[] path = field.Split('.');
        var parent = path[..^1].Aggregate(root, (node, name) => node[name]!).AsObject();
        if (value is null) parent.Remove(path[^1]);
        else parent[path[^1]] = "§here§";
        return Encoding.UTF8.GetBytes(root.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace(Here, value, StringComparison.Ordinal));
    }
}
