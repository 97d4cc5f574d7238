using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Rules;

/// <summary>Runs fixtures of the SQL Server rules as scripts of compatibility level 160.</summary>
internal static class SqlServerFixtures
{
    private static readonly TargetPolicy Target = new(
        new("shop"), "production", Dialect.SqlServer, [], [], "shop", DeployTrigger.OnMerge, null, null, []);

    public static IEnumerable<Raised> Run(RuleFixture fixture)
    {
        var script = new Script(fixture.Name, FileMode.Regular, ScriptRole.Versioned, fixture.Bytes);
        return new SqlServerReader().Read(new(Target, [], [script]), TestContext.Current.CancellationToken) switch
        {
            Reading.Refused refused => refused.Refusals.Select(Raised.Of),
            Reading.Complete complete => complete.Findings.Select(Raised.Of),
            _ => throw new NotSupportedException("unknown case"),
        };
    }
}