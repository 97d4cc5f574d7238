using System.Text;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Npgsql;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.PostgreSql.Kinds;

/// <summary>Every kind of statement that can be read is run on a real server by a row of the truth table or of the corpus of reversals.</summary>
public sealed class StatementKindTests(PostgreSqlServers servers)
{
    public static TheoryData<UnrunKind> Refused => [.. UnrunKind.All.Where(u => u.Code is null)];

    public static TheoryData<UnrunKind> Impossible => [.. UnrunKind.All.Where(u => u.Code is not null)];

    [Fact]
    public void Every_kind_of_statement_and_every_action_of_ALTER_TABLE_is_run_or_cannot_be() =>
        Assert.Equal(UnrunKind.All.Select(u => u.Kind).Order(StringComparer.Ordinal), StatementKinds.Missing(StatementKinds.Run));

    [Theory]
    [InlineData("ClusterStmt")]
    [InlineData("CreateTrigStmt")]
    [InlineData("AT_SetExpression")]
    [InlineData("AT_DetachPartitionFinalize")]
    public void A_kind_that_nothing_runs_any_more_is_noticed(string kind) =>
        Assert.Contains(kind, StatementKinds.Missing(StatementKinds.Run.Where(s => !StatementKinds.Of(s).Contains(kind))));

    [Fact]
    public void Examples_are_of_their_kind() =>
        Assert.All(UnrunKind.All, u => Assert.Equal([u.Kind], StatementKinds.Of(u.Example)));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_kind_that_is_refused_reaches_no_server(UnrunKind kind)
    {
        var policy = (await TestDatabase.Create(await servers.Shared)).Policy;
        var script = new Script("db/1.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(kind.Example));

        Assert.IsType<Reading.Refused>(new PostgreSqlReader().Read(new(policy, [], [script]), TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_kind_that_cannot_be_run_is_refused_by_the_server(UnrunKind kind)
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute("CREATE FOREIGN DATA WRAPPER wrapper");
        await database.Execute("CREATE SERVER far FOREIGN DATA WRAPPER wrapper");

        Assert.Equal(kind.Code, (await Assert.ThrowsAsync<PostgresException>(() => database.Execute(kind.Example))).SqlState);
    }
}
