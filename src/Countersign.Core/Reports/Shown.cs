using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>All statements of a report, the most dangerous first.</summary>
internal sealed class Ranking
{
    private static readonly ImmutableArray<string> MostDangerousFirst =
    [
        "opaque", "runs-code", "destroys-data", "drops", "grants", "changes-session", "rewrites", "locks", "scans", "alters",
        "writes-rows", "creates", "reads",
    ];

    private Ranking(ImmutableArray<int> numbers) => Numbers = numbers;

    internal ImmutableArray<int> Numbers { get; }

    internal static Ranking Of(ReviewReport report)
    {
        var statements = report.Plan?.Statements ?? [];
        var errors = report.Findings.Where(f => f.Severity == Analysis.Severity.Error).Select(f => (f.Path, f.Span)).ToHashSet();
        return new([
            .. statements
                .OrderBy(s => errors.Contains((s.Source.Script.Path, s.Source.Span)) ? -1 : Danger(s))
                .ThenBy(s => s.Number)
                .Select(s => s.Number),
        ]);
    }

    private static int Danger(Statement statement) =>
        statement.Source.Effects.Select(Danger).DefaultIfEmpty(0).Min();

    /// <summary>0 for the most dangerous effect.</summary>
    internal static int Danger(Effect effect) => MostDangerousFirst.IndexOf(effect.Word);
}

/// <summary>
/// Which statements are shown when not all can be. The dangerous ones come first, so that thousands of harmless statements
/// cannot push one drop out of sight.
/// </summary>
internal sealed class Shown
{
    private readonly ImmutableHashSet<int> _rows;
    private readonly ImmutableHashSet<int> _reversals;
    private readonly ImmutableHashSet<int> _sql;
    private readonly int _all;

    internal Shown(Ranking ranking, Detail detail)
    {
        _all = ranking.Numbers.Length;
        _rows = [.. ranking.Numbers.Take(detail.Statements)];
        _reversals = [.. ranking.Numbers.Take(detail.Reversals)];
        _sql = [.. ranking.Numbers.Take(detail.Sql)];
        SqlUnits = detail.SqlUnits;
    }

    internal int SqlUnits { get; }

    internal int HiddenReversals => _all - _reversals.Count;

    internal int HiddenSql => _all - _sql.Count;

    internal bool Row(Statement statement) => _rows.Contains(statement.Number);

    internal bool Reversal(Statement statement) => _reversals.Contains(statement.Number);

    internal bool Sql(Statement statement) => _sql.Contains(statement.Number);

    /// <summary>`4,800 statements that only insert`, one sentence a kind, the most frequent first.</summary>
    internal IEnumerable<string> HiddenRows(Plan? plan)
    {
        if (_rows.Count == _all || plan is null) yield break;
        var kinds = plan.Statements.Where(s => !Row(s)).CountBy(s => s.Source.Kind)
            .OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal).ToImmutableArray();
        var named = kinds.Select(k => $"{Counts.Number(k.Value)} × `{VisibleText.Cut(k.Key, 60)}`").ToImmutableArray();
        yield return $"the rows of {Counts.Of(_all - _rows.Count, "less dangerous statement")} ({Counts.List(named)})";
    }
}

/// <summary>Finds the statement that a finding is about.</summary>
public sealed class StatementNumbers(Plan? plan)
{
    private readonly Dictionary<(string, Span), string> _labels = (plan?.Statements ?? [])
        .GroupBy(s => (s.Source.Script.Path, s.Source.Span))
        .ToDictionary(g => g.Key, g => g.First().Label);

    /// <summary>`q3`, or nothing when the finding is about no statement of the plan.</summary>
    public string LabelOf(Analysis.Finding finding) => _labels.GetValueOrDefault((finding.Path, finding.Span), "");
}
