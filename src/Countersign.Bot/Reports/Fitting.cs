using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>Cuts a report to a limit: whole items, those that matter least first, so that no fence or fold is left open.</summary>
internal static class Fitting
{
    /// <summary>No item takes fewer units, so more of them than this cannot fit and are not even tried.</summary>
    private const int SmallestItem = 20;

    /// <summary>A rendering that fills so much of the limit is not improved any further.</summary>
    private const double GoodEnough = 0.9;

    /// <summary>
    /// What is cut, in this order. The first round leaves as much of each as a reviewer needs of the most dangerous
    /// statements; the second is for statements that are each as long as a comment.
    /// </summary>
    private static readonly ImmutableArray<Cut> Cuts =
    [
        new(d => d.Sql, (d, count) => d with { Sql = count }, AtLeast: 20),
        new(d => d.Reversals, (d, count) => d with { Reversals = count }, AtLeast: 20),
        new(d => d.Findings, (d, count) => d with { Findings = count }, AtLeast: 50),
        new(d => d.Statements, (d, count) => d with { Statements = count }, AtLeast: 100),
        new(d => d.Sql, (d, count) => d with { Sql = count }, AtLeast: 0),
        new(d => d.Reversals, (d, count) => d with { Reversals = count }, AtLeast: 0),
        new(d => d.Findings, (d, count) => d with { Findings = count }, AtLeast: 0),
        new(d => d.Statements, (d, count) => d with { Statements = count }, AtLeast: 0),
    ];

    /// <summary>
    /// A rendering of at most <paramref name="limit"/> UTF-16 units that leaves out no more than it must, give or take a tenth.
    /// </summary>
    internal static string Fit(ReviewReport report, int limit, string template)
    {
        var most = limit / SmallestItem;
        var detail = new Detail(most, most, most, most);
        var text = Render(detail);
        foreach (var cut in Cuts)
        {
            if (text.Length <= limit) return text;
            (detail, text) = LargestThatFits(detail, cut);
        }

        return text.Length <= limit ? text : Templates.Render("too-long", ReportView.Of(report, new(0, 0, 0, 0)));

        string Render(Detail detail) => Templates.Render(template, ReportView.Of(report, detail));

        (Detail, string) LargestThatFits(Detail detail, Cut cut)
        {
            var high = cut.Count(detail) - 1;
            var low = Math.Min(cut.AtLeast, high + 1);
            var best = cut.To(detail, low);
            var bestText = Render(best);
            while (low < high && bestText.Length < limit * GoodEnough)
            {
                var middle = low + (high - low + 1) / 2;
                var tried = cut.To(detail, middle);
                var triedText = Render(tried);
                if (triedText.Length <= limit) (best, bestText, low) = (tried, triedText, middle);
                else high = middle - 1;
            }

            return (best, bestText);
        }
    }

    private sealed record Cut(Func<Detail, int> Count, Func<Detail, int, Detail> To, int AtLeast);
}
