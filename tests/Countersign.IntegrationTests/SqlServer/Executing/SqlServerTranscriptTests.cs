using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.IntegrationTests.SqlServer.Wire;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Tests;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>
/// Every command that reaches the server, as it came over the socket from the real SqlClient: the signed bytes and our bookkeeping,
/// and nothing else (INV-11). A change of an approved file is a change of what we send to production, and is reviewed as one.
/// </summary>
[Invariant(11)]
public sealed class SqlServerTranscriptTests
{
    private const string Two = "CREATE TABLE dbo.coupon (code nvarchar(20) NOT NULL);\nGO\nINSERT INTO dbo.coupon (code) VALUES (N'é😀');\nGO\n";

    [Fact]
    public async Task Enrolling()
    {
        await using var server = new PretendServer();

        Assert.True((await server.Target().Enrol(CancellationToken.None)).IsAccepted);

        Approve(server);
    }

    [Fact]
    public async Task A_script_of_two_batches()
    {
        await using var server = await PretendServer.Enrolled();

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", Two)))));

        Approve(server);
    }

    [Fact]
    public async Task A_batch_that_fails()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours["SELECT 1 / 0;"] = (session, reply) => session.RollBack(reply).Error(8134, 16, "Divide by zero error encountered.").ToArray();

        Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", "SELECT 1 / 0;\nGO\nSELECT 2;\n")))));

        Approve(server);
    }

    [Fact]
    public async Task A_batch_that_commits_by_itself()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours["EXECUTE dbo.tidy_up;"] = (session, reply) => session.Commit(reply).Done().ToArray();

        Assert.IsType<UnitOutcome.Indeterminate>(Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", "EXECUTE dbo.tidy_up;\nGO\nSELECT 2;\n")))));

        Approve(server);
    }

    [Fact]
    public async Task A_batch_that_dooms_the_transaction()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours["EXECUTE dbo.tidy_up;"] = (session, reply) => session.RollBack(reply).Error(3998, 16, "Uncommittable transaction is detected at the end of the batch.").ToArray();

        Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", "EXECUTE dbo.tidy_up;\nGO\nSELECT 2;\n")))));

        Approve(server);
    }

    [Fact]
    public async Task A_connection_that_is_lost_at_the_commit()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add((TargetLock.Commit, session => LoseAtCommit(server, session, isCommitted: true)));
        var plan = SqlServerPlans.Approved(("db/1.sql", "SELECT 1;"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await server.Target().Apply(plan)));

        Approve(server);
    }

    [Fact]
    public async Task A_batch_that_runs_alone()
    {
        await using var server = await PretendServer.Enrolled();

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(
            await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", SqlServerPlans.Alone + "ALTER DATABASE CURRENT SET RECURSIVE_TRIGGERS OFF;")))));

        Approve(server);
    }

    [Fact]
    public async Task What_is_there_already()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", Two));
        await server.Target().Apply(plan);
        server.Endpoint.Seen.Clear();

        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await server.Target().Apply(plan)));

        Approve(server);
    }

    [Fact]
    public async Task An_executor_that_was_overtaken()
    {
        await using var server = await PretendServer.Enrolled();
        server.Fence = 9;
        var plan = SqlServerPlans.Approved(("db/1.sql", Two));

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await server.Target().Apply(plan))).Code);

        Approve(server);
    }

    [Fact]
    public async Task The_signed_bytes_arrive_as_they_are()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", "SELECT N'é😀', @@VERSION -- it's a comment\r\n\tFROM sys.objects WHERE name = N'@p0 ? $1 {0}';\nGO\n/* a /* nested */ one */ SELECT N''';\nGO\n--';\nGO\nCREATE TABLE dbo.[a]]b \" '] (id int);\n"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await server.Target().Apply(plan)));

        Assert.Equal(plan.Plan.Statements.Select(s => Hash(s.Source.Bytes.Span)), server.Signed.Select(r => Hash(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(r.Utf16)))));
        Assert.DoesNotContain(server.Endpoint.Seen, r => r.Kind is not ("login" or "batch" or "procedure"));
    }

    [Fact]
    public async Task A_token_travels_as_a_parameter_behind_all_batches_and_never_as_text()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", Two));
        var intents = SqlServerPlans.Intents(plan);

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await server.Target().Apply(plan, intents)));

        var sent = server.Endpoint.Seen.ToList();
        var holding = Assert.Single(sent, r => r.Values.Any(v => v.Value == intents[0].Token.Hex));
        Assert.Equal("countersign.mark", holding.Text);
        Assert.True(sent.IndexOf(holding) > sent.IndexOf(server.Signed.Last()));
        Assert.DoesNotContain(sent, r => r.Text.Contains(intents[0].Token.Hex[..16], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The first commit that the executing login sends; what the verify login commits is bookkeeping.</summary>
    internal static byte[]? LoseAtCommit(PretendServer server, PretendSession session, bool isCommitted)
    {
        if (session.ActsAs != "app") return session.Commit(new()).Done().ToArray();
        server.Instead.Clear();
        if (isCommitted) session.Commit(new());
        return null;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Approve(PretendServer server, [CallerMemberName] string name = "", [CallerFilePath] string here = "")
    {
        var text = new StringBuilder();
        foreach (var request in server.Endpoint.Seen) text.Append(Render(request)).Append('\n');
        Golden.Equal(text.ToString(), $"Transcripts/{name}.approved.txt", here);
    }

    private static string Render(TdsRequest request) =>
        $"# {request.User}: {request.Kind}\n{request.Text}{string.Concat(request.Values.Select(v => $"\n{v.Name} = {Shown(v)}"))}";

    /// <summary>Tokens are random.</summary>
    private static string Shown((string Name, string Value) value) => value.Name switch
    {
        "@token" or "@token_hash" => $"({value.Value.Length / 2} bytes)",
        _ => value.Value,
    };
}
