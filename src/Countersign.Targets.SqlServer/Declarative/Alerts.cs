using System.Text.RegularExpressions;
using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>Turns DacFx's alerts into findings on the batch that causes them. It names objects in prose, so the name is what joins them.</summary>
internal static partial class Alerts
{
    internal static IEnumerable<Finding> Of(ImmutableArray<DeploymentAlert> alerts, Script script, ImmutableArray<ReadStatement> batches)
    {
        foreach (var alert in alerts)
        {
            var rule = alert.Name == "DataMotion" ? SqlServerProjectRules.DataMotion : SqlServerProjectRules.DataIssue;
            var text = alert.Name == "DataMotion" ? $"every row of {alert.Text} is copied into a new table" : alert.Text.TrimEnd('.');
            var span = CauseOf(alert, batches)?.Span ?? new Span(0, 0);
            yield return rule.Find(alert.Name == "DataMotion" ? Severity.Warning : Severity.Error, script, span, text);
        }
    }

    /// <summary>The batch that loses data of the object; else the first that changes it.</summary>
    private static ReadStatement? CauseOf(DeploymentAlert alert, ImmutableArray<ReadStatement> batches)
    {
        if (TwoParts().Match(alert.Text) is not { Success: true } name) return null;
        var found = new ObjectName(Plain(name.Groups[1].Value), Plain(name.Groups[2].Value));
        var about = batches.Where(b => b.Objects.Contains(found)).ToList();
        if (Column().Match(alert.Text) is { Success: true } column && about.Find(b => IsAbout(b, Plain(column.Groups[1].Value + column.Groups[2].Value))) is { } exact) return exact;
        return about.Find(b => b.Effects.Any(e => e is Effect.DestroysData d && d.Object == found))
            ?? about.Find(b => b.Effects.Any(e => e is Effect.Alters or Effect.Drops or Effect.WritesRows or Effect.Rewrites));
    }

    /// <summary>Whether it drops, changes or adds the column: the clauses of effects end with its name, or say what it becomes.</summary>
    private static bool IsAbout(ReadStatement batch, string column) => batch.Effects.Any(e => e switch
    {
        Effect.DestroysData d => d.What == $"drops column {column}",
        Effect.Alters a => a.What == $"adds column {column}" || a.What.StartsWith($"changes column {column} to ", StringComparison.Ordinal)
            || a.What.StartsWith($"adds column {column} ", StringComparison.Ordinal),
        _ => false,
    });

    private static string Plain(string quoted) => quoted.Replace("]]", "]", StringComparison.Ordinal);

    [GeneratedRegex(@"\[((?:[^\]]|\]\])+)\]\.\[((?:[^\]]|\]\])+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex TwoParts();

    /// <summary>Of a name of three parts, or in `The type for column code in table …`.</summary>
    [GeneratedRegex(@"\[(?:[^\]]|\]\])+\]\.\[(?:[^\]]|\]\])+\]\.\[((?:[^\]]|\]\])+)\]|\AThe type for column (.+?) in table \[", RegexOptions.CultureInvariant)]
    private static partial Regex Column();
}
