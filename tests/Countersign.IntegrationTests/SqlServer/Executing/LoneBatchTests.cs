using Countersign.Deployments;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>Batches that the server refuses inside a transaction: an intent before, a result after, and what can be asked in between.</summary>
public sealed class LoneBatchTests
{
    private const string Option = "ALTER DATABASE CURRENT SET RECURSIVE_TRIGGERS OFF;";
    private const string Catalog = "CREATE FULLTEXT CATALOG texts;";
    private const string File = "ALTER DATABASE CURRENT REMOVE FILE old;";

    [Theory]
    [InlineData(Option, false, "NotCommitted", "harmless")]
    [InlineData(Catalog, true, "Committed", "")]
    [InlineData(Catalog, false, "NotCommitted", "there is no full-text catalog texts")]
    [InlineData(File, false, "Indeterminate", "no probe can tell")]
    public async Task When_the_connection_is_lost_behind_it_the_catalogue_tells_what_can_be_told(string batch, bool isMade, string outcome, string because)
    {
        await using var server = await PretendServer.Enrolled();
        var hasRun = false;
        server.Behaviours[batch] = (_, _) =>
        {
            hasRun = true;
            return null;
        };
        server.Instead.Add(("sys.fulltext_catalogs", _ => hasRun && isMade
            ? new Wire.TdsReply().Rows(1, ["texts"]).ToArray()
            : new Wire.TdsReply().Rows(1).ToArray()));

        var came = await One(server, batch);

        Assert.Equal(outcome, came.GetType().Name);
        Assert.Contains(because, came switch { UnitOutcome.NotCommitted n => n.Because, UnitOutcome.Indeterminate i => i.Because, _ => "" }, StringComparison.Ordinal);
        Assert.Single(server.Signed);
        Assert.Equal(isMade ? 1 : 0, server.Markers.Count);
    }

    [Fact]
    public async Task One_that_was_never_sent_is_known_not_to_have_run()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add(("Session', @LockTimeout", _ =>
        {
            server.Instead.Clear();
            return null;
        }
        ));

        Assert.Equal("not-sent", Assert.IsType<UnitOutcome.NotCommitted>(await One(server, File)).Code);
    }

    [Fact]
    public async Task One_that_the_server_refuses_has_not_run()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[File] = (_, reply) => reply.Error(5009, 16, "files could not be found").ToArray();

        Assert.Equal("5009", Assert.IsType<UnitOutcome.NotCommitted>(await One(server, File)).Code);
    }

    [Fact]
    public async Task Of_two_statements_in_one_that_fails_one_may_have_run()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Option + "\n" + File] = (_, reply) => reply.Error(5009, 16, "files could not be found").ToArray();

        Assert.IsType<UnitOutcome.Indeterminate>(await One(server, Option + "\n" + File));
    }

    [Fact]
    public async Task An_executor_that_was_overtaken_sends_none()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add(("Session', @LockTimeout", session =>
        {
            server.Fence = 9;
            return new Wire.TdsReply().Rows(2, ["0", "0"]).ToArray();
        }
        ));

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(await One(server, Option)).Code);
        Assert.Empty(server.Signed);
    }

    private static async Task<UnitOutcome> One(PretendServer server, string batch) =>
        Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", SqlServerPlans.Alone + batch))));
}
