using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Rules;

/// <summary>Runs fixtures of the PostgreSQL rules as scripts of major 17, read by a parser that takes 200 bytes at most.</summary>
internal static class PostgreSqlFixtures
{
    private static readonly TargetPolicy Target =
        new(new("orders-prod"), "production", Dialect.PostgreSql, [], [], "orders-prod", DeployTrigger.OnMerge, null, 17, ["public"]);

    private static readonly PostgreSqlParser Parser = new(17, ParserLimits.Default with { InputBytes = 200 });

    public static IEnumerable<Raised> Run(RuleFixture fixture)
    {
        var script = new Script(fixture.Name, FileMode.Regular, ScriptRole.Versioned, fixture.Bytes);
        var request = new ReadingRequest(Target, [], [script]);
        return new PostgreSqlReader(_ => Parser).Read(request, TestContext.Current.CancellationToken) switch
        {
            Reading.Refused refused => refused.Refusals.Select(Raised.Of),
            Reading.Complete complete => complete.Findings.Select(Raised.Of),
            _ => throw new NotSupportedException("unknown case"),
        };
    }
}