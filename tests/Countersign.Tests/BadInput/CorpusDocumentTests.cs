using System.Globalization;
using System.Text;
using Countersign.BadInput;
using Countersign.BadInput.Comments;
using Countersign.BadInput.Ledgers;
using Countersign.BadInput.Sql;
using Countersign.BadInput.Webhooks;
using Countersign.Statements;

namespace Countersign.Tests.BadInput;

/// <summary>docs/corpus.md says what the corpus holds, and is made of it.</summary>
public sealed class CorpusDocumentTests
{
    private const string Start = "<!-- table:start -->\n";
    private const string End = "<!-- table:end -->";

    [Fact]
    public void The_tables_of_the_corpus_are_those_in_the_documentation()
    {
        var path = Path.Combine(Fixtures.Root, "docs", "corpus.md");
        var whole = File.ReadAllText(path);
        var (from, to) = (whole.IndexOf(Start, StringComparison.Ordinal) + Start.Length, whole.IndexOf(End, StringComparison.Ordinal));
        var shown = whole[..from] + Tables() + whole[to..];
        if (Fixtures.Rewrites) File.WriteAllText(path, shown);

        Assert.Equal(shown, File.ReadAllText(path));
    }

    [Fact]
    public void Every_case_is_counted_under_what_must_come_of_it() => Assert.All(Inventory.Categories, c =>
        Assert.Equal(Inventory.CountOf(c.Name), Expectations(c.Name).Sum(e => e.Count)));

    private static string Tables()
    {
        var tables = new StringBuilder("| Category | What it is about | Cases | At least | What must come of them |\n|---|---|---:|---:|---|\n");
        foreach (var category in Inventory.Categories)
        {
            var outcomes = string.Join("<br>", Expectations(category.Name).Select(e => $"{Number(e.Count)} {e.Outcome}"));
            tables.Append($"| {category.Name} | {category.About} | {Number(Inventory.CountOf(category.Name))} | {Number(category.Least)} | {outcomes} |\n");
        }

        tables.Append($"| | all of these | {Number(Inventory.Categories.Sum(c => Inventory.CountOf(c.Name)))} | {Number(Inventory.Categories.Sum(c => c.Least))} | |\n\n");
        return tables.Append(ByDialect()).ToString();
    }

    private static string ByDialect()
    {
        var dialects = SqlCorpus.All.Select(c => c.Dialect).Distinct().Order().ToImmutableArray();
        var table = new StringBuilder($"| Scripts | {string.Join(" | ", dialects.Select(d => d.Word()))} |\n|---|{string.Concat(dialects.Select(_ => "---:|"))}\n");
        foreach (var category in SqlCorpus.All.GroupBy(c => c.Category).OrderBy(g => Array.FindIndex([.. Inventory.Categories], c => c.Name == g.Key)))
            table.Append($"| {category.Key} | {string.Join(" | ", dialects.Select(d => Number(category.Count(c => c.Dialect == d))))} |\n");
        return table.ToString();
    }

    private static IEnumerable<(string Outcome, int Count)> Expectations(string category) => category switch
    {
        "B7" => [("stay inside of what they were put into, and show themselves", Inventory.CountOf(category))],
        "B10" => Tally(DeliveryCorpus.All, c => Outcome(c.Expected)),
        "B11" => Tally(CommentCorpus.All, c => Outcome(c.Expected)),
        "B13" => [("refused, with the line and what is wrong with it", Inventory.CountOf(category))],
        "B14" => Tally(Tampering.Of(LedgerCorpusTests.Whole), l => "found broken by " + string.Join(" or ", l.Expected).ToLowerInvariant()),
        _ => Tally(SqlCorpus.All.Where(c => c.Category == category), c => Outcome(c.Expected)),
    };

    private static IEnumerable<(string Outcome, int Count)> Tally<T>(IEnumerable<T> cases, Func<T, string> outcome) =>
        cases.GroupBy(outcome).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal);

    private static string Outcome(SqlExpectation expected) => expected switch
    {
        SqlExpectation.Kinds => "read as exactly these statements",
        SqlExpectation.Count => "read as so many statements",
        SqlExpectation.Refused { Place: null } => "refused",
        SqlExpectation.Refused => "refused at this place",
        SqlExpectation.Effects => "refused, or shown with an effect that policy can ask for",
        SqlExpectation.Flagged => "refused, or flagged as an error",
        SqlExpectation.Clean => "read, with no error found",
        SqlExpectation.Answered => "answered in time, whichever way",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Outcome(DeliveryExpectation expected) => expected switch
    {
        DeliveryExpectation.Kind => "read as what they are",
        DeliveryExpectation.AsBefore => "read as before: what was spoiled is not read",
        DeliveryExpectation.NoMoreThanAHint => "no evidence any more, and at most a hint to look",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Outcome(Heard expected) => expected switch
    {
        Heard.Talk => "taken as talk",
        Heard.Malformed => "answered with what is wrong, and not acted on",
        Heard.Command => "taken as the command that they are",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
