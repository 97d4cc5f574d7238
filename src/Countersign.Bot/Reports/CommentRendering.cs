using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>The one comment of a change request, and the same report in a file.</summary>
internal static class CommentRendering
{
    /// <summary>
    /// UTF-16 units of a comment. GitHub refuses more than 65,536 (and more than 262,144 bytes, which so many units cannot
    /// exceed: a unit is at most three bytes of UTF-8). GitLab allows more.
    /// </summary>
    internal const int Limit = 65_536;

    /// <summary>The report as a comment, cut to the forge's limit; the same report gives the same bytes.</summary>
    internal static string Render(ReviewReport report) => Fitting.Fit(report, Limit, "comment");

    /// <summary>The whole report, however long.</summary>
    internal static string RenderAll(ReviewReport report) =>
        Templates.Render("comment", ReportView.Of(report, Detail.Full));
}
