using Countersign.Bot.Workflows;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Tests.Rehearsals;

/// <summary>`findings: ignore` of policy holds for what a rehearsal finds as for what reading does.</summary>
public sealed class HeededRehearsalTests
{
    [Fact]
    public void What_a_rehearsal_finds_is_heeded() => Assert.Equal(["PG101"], Rules([]));

    [Fact]
    public void What_policy_ignores_is_not() => Assert.Empty(Rules(["PG101"]));

    [Fact]
    public void What_policy_ignores_of_other_rules_changes_nothing() => Assert.Equal(["PG101"], Rules(["PG102"]));

    private static string[] Rules(ImmutableArray<string> ignored)
    {
        var plan = Given.Plan("SELECT f()");
        var rehearsal = new TargetRehearsal(plan.Targets[0].Target, "the schema", 15, Schema.Empty.Fingerprint, SchemaDifference.None,
            [new StatementRehearsal.Failed("42P01", "no such table")], [], [], []);
        var examined = new Examination.Complete(Given.Policy() with { Ignored = ignored }, Codeowners.None, plan, [], []);
        return [.. examined.With(ImmutableDictionary<TargetName, RehearsalOutcome>.Empty.Add(rehearsal.Target, new RehearsalOutcome.Done(rehearsal))).Findings.Select(f => f.Rule)];
    }
}
