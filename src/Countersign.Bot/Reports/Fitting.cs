using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>Cuts a report to a limit: whole items, those that matter least first, so that no fence or fold is left open.</summary>
internal static class Fitting
{
    /// <summary>No item takes fewer units, so more of them than this cannot fit and are not even tried.</summary>
    private const int SmallestItem = 20;

    private static readonly ImmutableArray<Func<Detail, int, Detail>> LeastImportantFirst =
    [
        (detail, count) => detail with { Sql = count },
        (detail, count) => detail with { Reversals = count },
        (detail, count) => detail with { Findings = count },
        (detail, count) => detail with { Statements = count },
    ];

    /// <summary>The longest rendering of at most <paramref name="limit"/> UTF-16 units.</summary>
    internal static string Fit(ReviewReport report, int limit, string template)
    {
        var most = limit / SmallestItem;
        var detail = new Detail(most, most, most, most);
        var text = Render(detail);
        foreach (var cut in LeastImportantFirst)
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
            for (int low = 1, high = most; low <= high && bestText.Length <= limit;)
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
