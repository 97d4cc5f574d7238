using System.Buffers;
using System.Text;
using System.Text.Json;
using Countersign.Analysis;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Reports;

/// <summary>
/// A report for programs. Names of properties are stable within <see cref="Version"/>; new ones may be added. Texts are as
/// they are in the change, with every character outside ASCII escaped.
/// </summary>
internal static class ReportJson
{
    /// <summary>The value of `version`.</summary>
    internal const int Version = 1;

    internal static string Render(ReviewReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
            Write(json, report);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ReviewReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("verdict", WordOf(report.Verdict));
        json.WriteString("headline", Headline.Of(report).Text);
        WriteSubject(json, report.Subject);
        if (report.Plan is { } plan) ReportJsonPlan.Write(json, plan, report.Judgement);
        else json.WriteNull("plan");
        Array(json, "shortfalls", report.Shortfalls, s => json.WriteString("sentence", s.Sentence));
        Array(json, "refusals", report.Refusals, r => WriteRefusal(json, r));
        var numbers = new StatementNumbers(report.Plan);
        Array(json, "findings", report.Findings, f => WriteFinding(json, f, numbers));
        Array(json, "signOffs", report.Judgement?.SignOffs ?? [], s => WriteSignOff(json, s));
        Array(json, "deployments", report.Deployments, d => WriteProgress(json, d));
        Strings(json, "notes", report.Notes);
        json.WriteEndObject();
    }

    /// <summary>`clear`, `pending` or `refused`.</summary>
    internal static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Clear => "clear",
        Verdict.Pending => "pending",
        Verdict.Refused => "refused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    internal static void WritePlace(Utf8JsonWriter json, Place place)
    {
        json.WriteString("path", place.Path);
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
    }

    private static void WriteSubject(Utf8JsonWriter json, Subject subject)
    {
        json.WriteStartObject("change");
        if (subject is Subject.Request { Change: var change })
        {
            json.WriteString("repository", change.RepositoryName);
            json.WriteNumber("number", change.Key.Number);
            json.WriteString("title", change.Title);
            json.WriteString("author", change.Author.Login);
        }

        json.WriteString("base", subject.Base);
        json.WriteString("head", subject.Head.Hex);
        json.WriteEndObject();
    }

    private static void WriteRefusal(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteString("rule", refusal.Rule);
        WritePlace(json, refusal.Place);
        json.WriteString("why", refusal.Why);
        json.WriteString("next", refusal.NextStep);
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, StatementNumbers numbers)
    {
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("statement", numbers.LabelOf(finding) is { Length: > 0 } label ? label : null);
        WritePlace(json, finding.Place);
        json.WriteString("message", finding.Message);
        json.WriteString("advice", finding.Advice);
    }

    private static void WriteSignOff(Utf8JsonWriter json, SignOffAccount account)
    {
        json.WriteString("by", account.By.Login);
        json.WriteNumber("id", account.By.Id.Value);
        json.WriteString("source", account.Source is SignOffSource.Review ? "review" : "command");
        json.WriteString("at", account.At.UtcDateTime);
        Strings(json, "countsFor", account.CountsFor.Select(n => $"q{n}"));
        Strings(json, "remarks", account.Remarks);
    }

    private static void WriteProgress(Utf8JsonWriter json, TargetProgress progress)
    {
        var row = ProgressRow.Of(progress);
        json.WriteString("target", row.Target);
        json.WriteString("state", progress.GetType().Name.ToLowerInvariant());
        json.WriteString("text", row.Text);
        json.WriteString("next", row.NextStep);
    }
}
