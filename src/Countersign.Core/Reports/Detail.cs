namespace Countersign.Reports;

/// <summary>
/// How much of a report is shown. Outputs with a limit cut what matters least first; the headline, what is missing and how
/// to sign are always shown.
/// </summary>
/// <param name="Statements">Rows of statements, over all targets.</param>
/// <param name="Findings">Findings.</param>
/// <param name="Reversals">Statements whose reversal is shown.</param>
/// <param name="Sql">Statements whose text is shown.</param>
/// <param name="SqlUnits">UTF-16 units of one statement's text.</param>
public sealed record Detail(int Statements, int Findings, int Reversals, int Sql, int SqlUnits = 8_000)
{
    /// <summary>Everything, for files and terminals.</summary>
    public static Detail Full { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
}
