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
        return about.Find(b => b.Effects.Any(e => e is Effect.DestroysData d && d.Object == found))
            ?? about.Find(b => b.Effects.Any(e => e is Effect.Alters or Effect.Drops or Effect.WritesRows or Effect.Rewrites));
    }

    private static string Plain(string quoted) => quoted.Replace("]]", "]", StringComparison.Ordinal);

    [GeneratedRegex(@"\[((?:[^\]]|\]\])+)\]\.\[((?:[^\]]|\]\])+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex TwoParts();
}
