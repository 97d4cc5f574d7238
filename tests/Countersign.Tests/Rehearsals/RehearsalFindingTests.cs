using Countersign.Analysis;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Tests.Rehearsals;

public sealed class RehearsalFindingTests
{
    private static readonly ObjectName Orders = new("shop", "orders");

    private static readonly Impact Rewriting = Impact.None with
    {
        Locks = [new(Orders, LockStrength.AccessExclusive)],
        Rewrites = [new(Orders, "its type changed")],
    };

    [Fact]
    public void A_statement_that_fails_on_the_copy_is_an_error_with_the_servers_own_words()
    {
        var finding = Assert.Single(Find(new StatementRehearsal.Failed("42P01", "relation \"orders\" does not exist")));
        Assert.Equal(("PG101", Severity.Error), (finding.Rule, finding.Severity));
        Assert.Contains("relation \"orders\" does not exist", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_reading_did_not_show_are_found() =>
        Assert.Contains("also changes rows of `audit.log`", Assert.Single(Find(Seen(Impact.None with { Rows = [new(new("audit", "log"), 1, 0, 0)] }))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_that_the_statement_says_it_writes_are_not() =>
        Assert.Empty(Find(Seen(Impact.None with { Rows = [new(Orders, 1, 0, 0)] }), new Effect.WritesRows(Orders, "insert")));

    [Fact]
    public void Of_an_opaque_statement_nothing_is_hidden() =>
        Assert.Empty(Find(Seen(Impact.None with { Rows = [new(Orders, 1, 0, 0)] }), new Effect.Opaque("a DO block")));

    [Fact]
    public void A_table_that_a_cascade_drops_is_found()
    {
        var seen = Seen(Impact.None with { Objects = [new(ObjectVerb.Drops, "table", "shop.items")] });
        Assert.Contains("also drops table `shop.items`", Assert.Single(Find(seen)).Message, StringComparison.Ordinal);
        Assert.Empty(Find(seen, new Effect.Drops(new("shop", "items"), "table")));
    }

    [Fact]
    public void A_reversal_that_did_not_work_is_found()
    {
        var seen = Seen(Impact.None);

        var finding = Assert.Single(Find(seen with { ReversalProblem = "fails: no such column" }));
        Assert.Equal("PG104", finding.Rule);
        Assert.Contains("fails: no such column", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Find(seen));
    }

    [Theory]
    [InlineData(99L << 20, null)]
    [InlineData(100L << 20, Severity.Warning)]
    [InlineData(1000L << 20, Severity.Error)]
    public void Rewriting_much_under_a_lock_is_found(long bytes, Severity? severity) =>
        Assert.Equal(severity, Find(Seen(Rewriting), bytes).Select(f => (Severity?)f.Severity).SingleOrDefault());

    [Fact]
    public void Rewriting_under_a_lock_that_keeps_nobody_out_is_not() =>
        Assert.Empty(Find(Seen(Rewriting with { Locks = [new(Orders, LockStrength.ShareUpdateExclusive)] }), 1L << 40));

    private static StatementRehearsal.Observed Seen(Impact impact) => new(impact, null);

    private static ImmutableArray<Finding> Find(StatementRehearsal rehearsed, params ImmutableArray<Effect> effects) => Find(rehearsed, 0, effects);

    private static ImmutableArray<Finding> Find(StatementRehearsal rehearsed, long bytes, params ImmutableArray<Effect> effects)
    {
        var plan = Given.Plan("SELECT f()");
        var read = Plan.Of([.. plan.Targets.Select(t => t with
        {
            Statements = [.. t.Statements.Select(s => s with { Source = s.Source with { Effects = effects } })],
        })]);
        var rehearsal = new TargetRehearsal(new("orders-prod"), "the schema of orders-prod", 15, Schema.Empty.Fingerprint, SchemaDifference.None,
            [rehearsed], [], [new(Orders, 1_000_000, bytes, 0)], []);
        return RehearsalFindings.Of(read, ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(new("orders-prod"), rehearsal));
    }
}
