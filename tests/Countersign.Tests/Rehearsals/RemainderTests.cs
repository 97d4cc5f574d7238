using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Tests.Rehearsals;

public sealed class RemainderTests
{
    private static readonly TargetPlan Two = PlanBuilding.Build([Scripts()]).Targets.Single();

    [Fact]
    public void What_is_applied_is_left_out_and_comes_back_as_not_run()
    {
        var rest = Remainder.Of(Two, s => s.Path.EndsWith("002.sql", StringComparison.Ordinal));
        Assert.Equal("INSERT b", Assert.Single(rest.Plan.Statements).Text);
        var filled = rest.Fill(Rehearsal(new StatementRehearsal.Observed(Impact.None, null)));
        Assert.IsType<StatementRehearsal.NotRun>(filled.Statements[0]);
        Assert.IsType<StatementRehearsal.Observed>(filled.Statements[1]);
        Assert.Equal(2, filled.UnitsAfter.Length);
    }

    [Fact]
    public void Where_nothing_is_applied_the_rehearsal_stays_as_it_is()
    {
        var rehearsal = Rehearsal(new StatementRehearsal.NotRun("a"), new StatementRehearsal.NotRun("b"));
        Assert.Same(rehearsal, Remainder.Of(Two, _ => false).Fill(rehearsal));
    }

    private static TargetReading Scripts()
    {
        var (a, b) = (Given.Reading("orders-prod", "db/orders/002.sql", "INSERT a"), Given.Reading("orders-prod", "db/orders/003.sql", "INSERT b"));
        return a with { Scripts = [.. a.Scripts, .. b.Scripts], Statements = [.. a.Statements, .. b.Statements] };
    }

    private static TargetRehearsal Rehearsal(params ImmutableArray<StatementRehearsal> statements) => new(
        new("orders-prod"), "the schema of orders-prod", 15, Schema.Empty.Fingerprint, SchemaDifference.None, statements,
        [Schema.Empty.Fingerprint], [], []);
}
