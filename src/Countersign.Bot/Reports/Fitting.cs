using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>Cuts a report to a limit: whole items, those that matter least first, so that no fence or fold is left open.</summary>
internal static class Fitting
{
    private const string WithSql = "comment";

    /// <summary>No statement takes fewer units besides its text.</summary>
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

    /// <summary>
    /// No rendering in full is smaller, so a plan of too many statements, or of too long ones where their text is shown, is not
    /// even tried. A unit is at most three bytes of UTF-8.
    /// </summary>
    private static long SmallestSize(ReviewReport report, string template) => (report.Plan?.Statements ?? []).Sum(
        s => SmallestStatement + (template == WithSql ? (long)Math.Min(s.Source.Span.Length / 3, Digest.SqlUnits) : 0));

    /// <summary>A rendering of at most <paramref name="limit"/> UTF-16 units.</summary>
    internal static string Fit(ReviewReport report, int limit, string template)
    {
        var layout = new ReportLayout(report);
        if (SmallestSize(report, template) <= limit)
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

        return text.Length <= limit ? text : Templates.Render("too-long", layout.View(new(0, 0, 0, 0)));

        string Render(Detail detail) => Templates.Render(template, layout.View(detail));

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
