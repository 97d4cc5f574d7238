using System.Text.Json;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Reports;

/// <summary>The plan's part of a report for programs.</summary>
internal static class ReportJsonPlan
{
    internal static void Write(Utf8JsonWriter json, Plan plan, Judgement? judgement)
    {
        var standings = (judgement?.Standings ?? []).ToDictionary(s => s.Statement.Number);
        json.WriteStartObject("plan");
        json.WriteString("digest", plan.Digest.Hex);
        ReportJson.Array(json, "targets", plan.Targets, t => WriteTarget(json, t, standings));
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, TargetPlan target, Dictionary<int, StatementStanding> standings)
    {
        json.WriteString("name", target.Target.Value);
        json.WriteString("environment", target.Environment);
        json.WriteString("dialect", target.Dialect.Word());
        if (target.Modelled is { } modelled) WriteModelled(json, modelled);
        ReportJson.Array(json, "files", target.Scripts, s =>
        {
            json.WriteString("path", s.Path);
            json.WriteString("sha256", s.Digest.Hex);
            json.WriteBoolean("transaction", s.IsTransactional);
        });
        ReportJson.Array(json, "statements", target.Statements, s => WriteStatement(json, s, standings.GetValueOrDefault(s.Number)));
    }

    private static void WriteModelled(Utf8JsonWriter json, ModelledChange modelled)
    {
        json.WriteStartObject("schema");
        switch (modelled)
        {
            case ModelledChange.Compared compared:
                json.WriteString("before", compared.Before.Hex);
                json.WriteString("after", compared.After.Hex);
                json.WriteString("rollback", compared.Back);
                ReportJson.Strings(json, "lost", compared.Lost);
                break;
            case ModelledChange.Unknown unknown:
                json.WriteString("unknown", unknown.Because);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter json, Statement statement, StatementStanding? standing)
    {
        json.WriteString("id", statement.Label);
        json.WriteString("digest", statement.Digest.Hex);
        json.WriteString("chain", statement.Chain.Hex);
        ReportJson.WritePlace(json, statement.Place);
        json.WriteString("kind", statement.Source.Kind);
        ReportJson.Strings(json, "objects", statement.Source.Objects.Select(o => o.ToString()));
        ReportJson.Array(json, "effects", statement.Source.Effects, e =>
        {
            json.WriteString("effect", e.Word);
            json.WriteString("sentence", e.Sentence);
        });
        if (!statement.Source.Parts.IsEmpty)
            ReportJson.Array(json, "parts", statement.Source.Parts, p =>
            {
                json.WriteString("kind", p.Kind);
                json.WriteNumber("offset", p.Span.Offset - statement.Source.Span.Offset);
                json.WriteNumber("length", p.Span.Length);
                ReportJson.Strings(json, "effects", p.Effects.Select(e => e.Word));
            });
        WriteReversal(json, statement.Source.Reversal);
        json.WriteString("text", statement.Text);
        if (standing is null) json.WriteNull("met");
        else json.WriteBoolean("met", standing.IsMet);
        ReportJson.Array(json, "needs", standing?.Requirements ?? [], r =>
        {
            json.WriteString("rule", r.Rule);
            json.WriteNumber("count", r.Requirement.Count);
            ReportJson.Strings(json, "from", r.Requirement.From.Select(p => p.ToString()));
            ReportJson.Strings(json, "by", r.By.Select(p => p.Login));
        });
    }

    private static void WriteReversal(Utf8JsonWriter json, Reversal reversal)
    {
        json.WriteStartObject("reversal");
        switch (reversal)
        {
            case Reversal.By by:
                json.WriteString("text", by.Sql);
                break;
            case Reversal.Irreversible no:
                json.WriteString("irreversible", no.Because);
                break;
        }

        json.WriteEndObject();
    }
}
