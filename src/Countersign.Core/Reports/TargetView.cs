using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>One target's part of a report.</summary>
/// <param name="Rehearsed">A sentence on the rehearsal; empty where there is none to speak of.</param>
/// <param name="Changes">What changes, as lines of a diff block: `+` comes, `-` goes, `!` becomes different; empty when nothing does.</param>
/// <param name="Reversals">In the order in which they would run: last statement first.</param>
public sealed record TargetView(
    string Name,
    string Environment,
    string Dialect,
    string Count,
    string Rehearsed,
    string Changes,
    ImmutableArray<StatementRow> Statements,
    ImmutableArray<ReversalRow> Reversals,
    ImmutableArray<SqlRow> Sql)
{
    /// <summary>The script that undoes all of it; empty where there is none, and statements are undone one by one.</summary>
    public string Rollback { get; init; } = "";

    /// <summary>Sentences on what undoing does not bring back.</summary>
    public ImmutableArray<string> Lost { get; init; } = [];

    /// <summary>Without rows.</summary>
    internal static TargetView Frame(TargetPlan plan, RehearsalOutcome? rehearsal) => new(
        plan.Target.Value,
        plan.Environment,
        plan.Dialect.Word(),
        Counts.Of(plan.Statements.Length, "statement"),
        rehearsal is null ? ModelWords.Of(plan.Modelled) : RehearsalWords.Of(rehearsal, plan),
        (rehearsal, plan.Modelled) switch
        {
            (RehearsalOutcome.Done done, _) => ChangeLines.Of(plan.Statements, done.Rehearsal.Difference),
            (_, ModelledChange.Compared compared) => ChangeLines.Of(plan.Statements, compared.Difference),
            _ => ChangeLines.Of(plan.Statements),
        },
        [], [], []);

    internal TargetView With(TargetPlan plan, ImmutableDictionary<int, StatementStanding> standings, Shown shown) => this with
    {
        Statements = [.. plan.Statements.Where(shown.Row).Select(s => StatementRow.Of(s, standings.GetValueOrDefault(s.Number)))],
        Reversals = plan.Modelled is ModelledChange.Compared ? [] : [.. plan.Statements.Where(shown.Reversal).Reverse().Select(s => ReversalRow.Of(s, shown.SqlUnits))],
        Rollback = plan.Modelled is ModelledChange.Compared { Back: var back } && plan.Statements.Any(shown.Reversal) ? VisibleText.Cut(back, shown.SqlUnits) : "",
        Lost = ModelWords.Lost(plan.Modelled),
        Sql = [.. plan.Statements.Where(shown.Sql).Select(s => SqlRow.Of(s, shown.SqlUnits))],
    };
}

/// <summary>One statement in a table.</summary>
/// <param name="Does">What it does, one clause an effect.</param>
/// <param name="Holds">What others wait for: locks, and whole objects read or written.</param>
/// <param name="Undo">`yes`, or why not.</param>
public sealed record StatementRow(
    string Label,
    string Kind,
    string Objects,
    string Place,
    string Does,
    string Holds,
    bool IsReversible,
    string Undo,
    ImmutableArray<NeedRow> Needs,
    bool IsMet)
{
    /// <summary>Longest text of one cell, so that a single statement cannot crowd out the others.</summary>
    private const int CellUnits = 300;

    /// <summary>Most parts of one statement that are told apart.</summary>
    private const int MostParts = 20;

    /// <summary>One sentence a command, where a statement holds several.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>The row of a statement; without needs when it was not judged.</summary>
    public static StatementRow Of(Statement statement, StatementStanding? standing)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var source = statement.Source;
        var holds = source.Effects.Where(e => e is Effect.Locks or Effect.Scans or Effect.Rewrites);
        return new(
            statement.Label,
            VisibleText.Cut(source.Kind, 60),
            Cell(source.Objects.Select(Clauses.Quoted), ", "),
            statement.Place.ToString(),
            Cell(source.Effects.Except(holds).OrderBy(Ranking.Danger).Select(Clauses.Of)), // what is cut is the least dangerous
            Cell(holds.Select(Clauses.Of)),
            source.Reversal is Reversal.By,
            source.Reversal is Reversal.Irreversible no ? VisibleText.Cut(no.Because, CellUnits) : "yes",
            standing is null ? [] : [.. standing.Requirements.Select(NeedRow.Of)],
            standing?.IsMet ?? false)
        {
            Parts = PartsOf(source),
        };
    }

    private static ImmutableArray<string> PartsOf(ReadStatement source)
    {
        var shown = source.Parts.Take(MostParts)
            .Select(p => p.Effects.IsEmpty ? p.Kind : $"{p.Kind}: {Cell(p.Effects.OrderBy(Ranking.Danger).Select(Clauses.Of))}");
        return source.Parts.Length <= MostParts ? [.. shown] : [.. shown, $"and {Counts.Of(source.Parts.Length - MostParts, "more command")}"];
    }

    private static string Cell(IEnumerable<string> clauses, string between = "; ") =>
        VisibleText.Cut(string.Join(between, clauses.Distinct(StringComparer.Ordinal)), CellUnits);
}

/// <summary>One requirement of a statement and how far it is met.</summary>
public sealed record NeedRow(int Has, int Count, string From, string Rule, string By, bool IsMet)
{
    internal static NeedRow Of(RequirementStanding standing) => new(
        standing.By.Length,
        standing.Requirement.Count,
        string.Join(" or ", standing.Requirement.From.Select(p => Clauses.Quoted(p.ToString()))),
        standing.Rule,
        string.Join(", ", standing.By.Select(p => Clauses.Quoted(p.Handle))),
        standing.Missing == 0);
}

/// <summary>The text of one statement.</summary>
/// <param name="Rest">How many characters are not shown; empty when all are.</param>
public sealed record SqlRow(string Label, string Place, string Digest, string Text, string Rest)
{
    internal static SqlRow Of(Statement statement, int units)
    {
        var text = statement.Text;
        var rest = text.Length <= units ? "" : Counts.Of(text.Length - units + 1, "more character");
        return new(statement.Label, statement.Place.ToString(), statement.Digest.Hex, VisibleText.Cut(text, units), rest);
    }
}

/// <summary>What undoes one statement.</summary>
/// <param name="Sql">Empty when nothing does.</param>
/// <param name="Because">Why nothing does; empty when something does.</param>
public sealed record ReversalRow(string Label, string Sql, string Because)
{
    internal static ReversalRow Of(Statement statement, int units) => statement.Source.Reversal switch
    {
        Reversal.By by => new(statement.Label, VisibleText.Cut(by.Sql, units), ""),
        Reversal.Irreversible no => new(statement.Label, "", VisibleText.Cut(no.Because, 300)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
