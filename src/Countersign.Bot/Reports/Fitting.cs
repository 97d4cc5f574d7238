using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>Cuts a report to a limit: whole items, those that matter least first, so that no fence or fold is left open.</summary>
internal static class Fitting
{
    /// <summary>No statement takes fewer units in full (row, SQL), so a plan of too many is not even tried.</summary>
    private const int SmallestStatement = 60;

    /// <summary>
    /// What is shown of a report that does not fit: as much as a person reads, the most dangerous statements first. The rest
    /// is counted, and is in the full report.
    /// </summary>
    private static readonly Detail Digest = new(Statements: 100, Findings: 50, Reversals: 20, Sql: 20);

    /// <summary>What is cut further when even that does not fit, least important first.</summary>
    private static readonly ImmutableArray<Func<Detail, int, Detail>> Cuts =
    [
        (detail, count) => detail with { Sql = count },
        (detail, count) => detail with { Reversals = count },
        (detail, count) => detail with { Findings = count },
        (detail, count) => detail with { Statements = count },
    ];

    /// <summary>A rendering of at most <paramref name="limit"/> UTF-16 units.</summary>
    internal static string Fit(ReviewReport report, int limit, string template)
    {
        if ((report.Plan?.Statements.Count() ?? 0) <= limit / SmallestStatement)
        {
            var all = Render(Detail.Full with { SqlUnits = Digest.SqlUnits });
            if (all.Length <= limit) return all;
        }

        var detail = Digest;
        var text = Render(detail);
        foreach (var cut in Cuts)
        {
            if (text.Length <= limit) return text;
            (detail, text) = LargestThatFits(detail, cut);
        }

        return text.Length <= limit ? text : Templates.Render("too-long", ReportView.Of(report, new(0, 0, 0, 0)));

        string Render(Detail detail) => Templates.Render(template, ReportView.Of(report, detail));

        (Detail, string) LargestThatFits(Detail detail, Func<Detail, int, Detail> cut)
        {
            var best = cut(detail, 0);
            var bestText = Render(best);
            for (int low = 1, high = Digest.Statements; low <= high && bestText.Length <= limit;)
            {
                var middle = low + (high - low) / 2;
                var tried = cut(detail, middle);
                var triedText = Render(tried);
                if (triedText.Length <= limit) (best, bestText, low) = (tried, triedText, middle + 1);
                else high = middle - 1;
            }

            return (best, bestText);
        }
    }
}
