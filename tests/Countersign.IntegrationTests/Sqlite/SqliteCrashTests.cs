using Countersign.Deployments;
using Countersign.Targets;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>K12–K18: after any crash the marker decides, and nothing is ever half there.</summary>
[Invariant(26)]
public sealed class SqliteCrashTests
{
    [Theory, InlineData("delete", "", "-journal"), InlineData("wal", "-wal", "-shm")]
    public async Task An_executor_killed_in_the_middle_leaves_nothing_and_the_unit_can_run_again(
        string journal, string written, string left)
    {
        using var file = new TestFile();
        file.Outside($"PRAGMA journal_mode = {journal}");
        var watched = new FileInfo(file.Path + written);
        var size = watched.Exists ? watched.Length : 0;
        using (var writer = CrashingWriter.Start(file.Path))
        {
            while (!(new FileInfo(watched.FullName) is { Exists: true } now && now.Length > size + (1 << 20)))
            {
                Assert.False(writer.HasExited, "the writer ended before it was killed");
                await Task.Delay(10);
            }

            writer.Kill();
            await writer.WaitForExitAsync();
        }

        Assert.True(File.Exists(file.Path + left), "the writer was killed while nothing was half written");
        Assert.IsType<TargetState.Ready>(await file.Target().ReadState(default));
        var probed = await file.Target().Probe(CrashingWriter.Intent, default);

        Assert.Equal("rolled-back", Assert.IsType<UnitOutcome.NotCommitted>(probed).Code);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'filled'"));
        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(
            await file.Apply(TestFile.Plan("", ("db/002.sql", "CREATE TABLE filled (i);")), fence: 2)));
    }

    [Fact]
    public async Task A_commit_whose_result_was_never_recorded_is_found_by_its_marker_alone()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql", "CREATE TABLE a (x);"));
        var intent = TestFile.Intents(plan)[0];
        await file.Apply(plan, [intent]);

        Assert.IsType<UnitOutcome.Committed>(await file.Target().Probe(intent, default));
        Assert.IsType<UnitOutcome.NotCommitted>(await file.Target().Probe(intent with { Token = TestFile.NewToken() }, default));
    }

    [Fact]
    public async Task A_probe_waits_for_whoever_may_still_write_and_says_nothing_meanwhile()
    {
        using var file = new TestFile();
        var intent = TestFile.Intents(TestFile.Plan("", ("db/001.sql", "CREATE TABLE a (x);")))[0];
        using var other = file.Connect();
        using (other.BeginTransaction())
            await Assert.ThrowsAsync<TargetUnreachableException>(() =>
                file.Target(new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1))).Probe(intent, default));

        Assert.IsType<UnitOutcome.NotCommitted>(await file.Target().Probe(intent, default));
    }

    [Fact]
    public async Task A_vacuum_that_left_no_marker_may_be_sent_again()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql", "-- countersign: no-transaction\nVACUUM;"));
        var intent = TestFile.Intents(plan)[0];
        Assert.Equal("rolled-back", ((UnitOutcome.NotCommitted)await file.Target().Probe(intent, default)).Code);
        file.Outside($"INSERT INTO countersign_sent VALUES ('{intent.Token.Hex}', 'p', 0, 'db/001.sql', 1, 'now')");

        var probed = Assert.IsType<UnitOutcome.NotCommitted>(await file.Target().Probe(intent, default));

        Assert.Equal(("unmarked", true), (probed.Code, probed.MayRetry));
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await file.Apply(plan, [intent with { Token = TestFile.NewToken(), Fence = 2 }])));
    }

    [Fact]
    [Invariant(27)]
    public async Task After_a_probe_has_answered_the_executor_whose_unit_it_was_cannot_commit_it()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql", "CREATE TABLE a (x);"), ("db/002.sql", "CREATE TABLE b (x);"));
        var intents = TestFile.Intents(plan, fence: 5);
        await using var slow = file.Target().Apply(plan, intents, default).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());

        Assert.IsType<UnitOutcome.NotCommitted>(await file.Target().Probe(intents[1], default));

        Assert.True(await slow.MoveNextAsync());
        Assert.Equal("fence", Assert.IsType<UnitOutcome.NotCommitted>(slow.Current).Code);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"));
        Assert.IsType<UnitOutcome.Committed>((await file.Apply(plan, fence: 6))[1]);
    }
}
