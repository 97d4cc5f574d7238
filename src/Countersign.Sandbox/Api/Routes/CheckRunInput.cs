using System.Text.Json;
using Countersign.Sandbox.Checks;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Reads what a request says about a check run, within GitHub's limits.</summary>
internal static class CheckRunInput
{
    private const int AnnotationsPerRequest = 50;
    private const int OutputLimit = 65_535;

    private static readonly ImmutableHashSet<string> Statuses = ["queued", "in_progress", "completed"];

    private static readonly ImmutableHashSet<string> Conclusions =
        ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"];

    public static void Apply(ApiCall call, CheckRun run)
    {
        var output = Output(call);
        var conclusion = call.Text("conclusion");
        var status = call.Text("status") ?? (conclusion is null ? run.Status : "completed");
        if (!Statuses.Contains(status)) throw RefusedException.Invalid("CheckRun", "status", $"`{status}` is not a status", "invalid");
        if (conclusion is not null && !Conclusions.Contains(conclusion))
        {
            throw RefusedException.Invalid("CheckRun", "conclusion", $"`{conclusion}` is not a conclusion", "invalid");
        }

        if (status == "completed" && (conclusion ?? run.Conclusion) is null)
        {
            throw RefusedException.Invalid("CheckRun", "conclusion", "a completed check run needs a conclusion", "missing_field");
        }

        ReadActions(call, run);
        run.Name = call.Text("name") ?? run.Name;
        run.ExternalId = call.Text("external_id") ?? run.ExternalId;
        run.DetailsUrl = call.Text("details_url") ?? run.DetailsUrl;
        run.Status = status;
        run.Conclusion = status == "completed" ? conclusion ?? run.Conclusion : null;
        run.CompletedAt = status == "completed" ? call.Forge.Now() : null;
        if (output is { } given) ApplyOutput(given, run);
    }

    private static JsonElement? Output(ApiCall call)
    {
        if (call.Member("output") is not { } output) return null;
        foreach (var name in (string[])["title", "summary", "text"])
        {
            if (Text(output, name) is { Length: > OutputLimit })
            {
                throw RefusedException.Invalid("CheckRun", name, $"{name} exceeds a maximum of {OutputLimit} characters");
            }
        }

        if (Text(output, "title") is null || Text(output, "summary") is null)
        {
            throw RefusedException.Invalid("CheckRun", "output", "output needs a title and a summary", "missing_field");
        }

        if (Annotations(output).Count() > AnnotationsPerRequest)
        {
            throw RefusedException.Invalid("CheckRun", "annotations", $"annotations exceeds a maximum quantity of {AnnotationsPerRequest}");
        }

        return output;
    }

    private static void ApplyOutput(JsonElement output, CheckRun run)
    {
        var added = Annotations(output).Select(Read).ToList();
        (run.Title, run.Summary, run.Text) = (Text(output, "title"), Text(output, "summary"), Text(output, "text"));
        run.AnnotationList.AddRange(added);
    }

    private static Annotation Read(JsonElement raw)
    {
        var (path, level, message) = (Text(raw, "path"), Text(raw, "annotation_level"), Text(raw, "message"));
        var valid = level is "notice" or "warning" or "failure" && path is not null && message is not null
            && raw.TryGetProperty("start_line", out _) && raw.TryGetProperty("end_line", out _);
        if (!valid) throw RefusedException.Invalid("CheckRun", "annotations", "an annotation is not valid", "invalid");
        return new Annotation(
            path!, raw.GetProperty("start_line").GetInt32(), raw.GetProperty("end_line").GetInt32(), level!, message!, Text(raw, "title"), raw.Clone());
    }

    private static void ReadActions(ApiCall call, CheckRun run)
    {
        if (call.Member("actions") is not { } list) return;
        var actions = list.EnumerateArray()
            .Select(action => new CheckAction(Text(action, "label") ?? "", Text(action, "description") ?? "", Text(action, "identifier") ?? ""))
            .ToList();
        if (actions.Count > 3 || actions.Exists(action => action.Label.Length > 20 || action.Description.Length > 40 || action.Identifier.Length > 20))
        {
            throw RefusedException.Invalid("CheckRun", "actions", "at most 3 actions, of 20, 40 and 20 characters");
        }

        run.Actions = actions;
    }

    private static JsonElement.ArrayEnumerator Annotations(JsonElement output) =>
        output.TryGetProperty("annotations", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
