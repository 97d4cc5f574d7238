using System.Buffers;
using System.Text;
using System.Text.Json;
using Countersign.Analysis;
using Countersign.Reports;
using Countersign.Statements;

namespace Countersign.Bot.Reports;

/// <summary>
/// Findings and refusals as SARIF 2.1.0 (OASIS), for code scanning and editors. Missing sign-offs are no results: a result
/// is something the author can correct in the file.
/// </summary>
internal static class ReportSarif
{
    /// <param name="version">The version of this program.</param>
    internal static string Render(ReviewReport report, string version)
    {
        Result[] results = [.. report.Refusals.Select(Result.Of), .. report.Findings.Select(Result.Of)];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            ReportJson.Array(json, "runs", [results], r => WriteRun(json, r, version));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteRun(Utf8JsonWriter json, Result[] results, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "countersign");
        json.WriteString("version", version);
        ReportJson.Array(json, "rules", results.Select(r => r.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            rule => json.WriteString("id", rule));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "unicodeCodePoints");
        ReportJson.Array(json, "results", results, r => WriteResult(json, r));
    }

    private static void WriteResult(Utf8JsonWriter json, Result result)
    {
        json.WriteString("ruleId", result.Rule);
        json.WriteString("level", result.Level);
        json.WriteStartObject("message");
        json.WriteString("text", VisibleText.Lines(result.Message));
        json.WriteEndObject();
        ReportJson.Array(json, "locations", [result.Place], place =>
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', place.Path.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            if (place.Line > 0)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", place.Line);
                json.WriteNumber("startColumn", place.Column);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private sealed record Result(string Rule, string Level, string Message, Place Place)
    {
        internal static Result Of(Refusal refusal) =>
            new(refusal.Rule, "error", $"{refusal.Why}; {refusal.NextStep}", refusal.Place);

        internal static Result Of(Finding finding) => new(
            finding.Rule,
            finding.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "note",
            },
            $"{finding.Message}; {finding.Advice}",
            finding.Place);
    }
}
