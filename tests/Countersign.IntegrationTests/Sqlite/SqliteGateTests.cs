using Countersign.Deployments;
using Countersign.Targets;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>What an approved statement still cannot do, because SQLite itself is told to refuse it.</summary>
[Invariant(12)]
public sealed class SqliteGateTests
{
    [Theory]
    [InlineData("ATTACH 'other.db' AS other", "SQ101")]
    [InlineData("VACUUM INTO 'other.db'", "SQ101")]
    [InlineData("SELECT load_extension('x')", "SQ102")]
    [InlineData("PRAGMA writable_schema = on", "SQ103")]
    [InlineData("PRAGMA journal_mode = wal", "SQ103")]
    [InlineData("COMMIT", "SQ104")]
    [InlineData("ROLLBACK", "SQ104")]
    [InlineData("BEGIN", "SQ104")]
    [InlineData("SAVEPOINT s", "SQ104")]
    [InlineData("CREATE TEMP TABLE a (x)", "SQ105")]
    [InlineData("INSERT INTO countersign_marker DEFAULT VALUES", "SQ106")]
    [InlineData("UPDATE countersign_target SET fence = 0", "SQ106")]
    [InlineData("SELECT token FROM countersign_marker", "SQ106")]
    [InlineData("WITH m AS (SELECT * FROM countersign_marker) SELECT * FROM m", "SQ106")]
    [InlineData("PRAGMA foreign_keys = off", "SQ113")]
    [InlineData("CREATE TABLE one (x); CREATE TABLE two (x);", "boundary")]
    [InlineData("-- nothing", "boundary")]
    public async Task A_statement_that_no_reader_would_let_through_does_not_run(string statement, string code)
    {
        using var file = new TestFile();

        var outcome = Assert.IsType<UnitOutcome.NotCommitted>(
            Assert.Single(await file.Apply(TestFile.Unread("CREATE TABLE before (x);", statement))));

        Assert.Equal((2, code), (outcome.FailedStatement, outcome.Code));
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'countersign%' AND name NOT LIKE 'sqlite%'"));
        Assert.False(File.Exists("other.db"));
    }

    [Fact]
    public async Task A_trigger_left_by_somebody_else_cannot_reach_our_records()
    {
        using var file = new TestFile();
        const string Table = "CREATE TABLE a (x);";
        file.Outside(Table + "CREATE TRIGGER trap AFTER INSERT ON a BEGIN DELETE FROM countersign_script; END;");

        var outcome = await file.ApplyOne("INSERT INTO a VALUES (1);", Table);

        Assert.Equal("SQ106", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_trigger_that_rolls_back_ends_the_unit_and_its_message_stays_hidden()
    {
        using var file = new TestFile();
        const string Table = "CREATE TABLE a (x);";
        file.Outside(Table + "CREATE TRIGGER no BEFORE INSERT ON a BEGIN SELECT RAISE(ROLLBACK, 'secret of the row'); END;");

        var outcome = await file.ApplyOne("CREATE TABLE b (x); INSERT INTO a VALUES (1); CREATE TABLE c (x);", Table);

        var not = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal("SQLITE_CONSTRAINT_TRIGGER", not.Code);
        Assert.DoesNotContain("secret", not.Because, StringComparison.Ordinal);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('b', 'c')"));
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON countersign_marker BEGIN DELETE FROM countersign_marker; END;")]
    [InlineData("DROP TABLE countersign_marker; CREATE TABLE countersign_marker (token);")]
    [InlineData("ALTER TABLE countersign_script ADD COLUMN more TEXT;")]
    public async Task Records_that_are_not_as_we_made_them_stop_everything(string tampering)
    {
        using var file = new TestFile();
        file.Outside(tampering);

        var outcome = await file.ApplyOne("CREATE TABLE a (x);");

        Assert.Equal("tampered", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.False((await file.Target().Enrol(default)).IsAccepted);
        Assert.IsType<TargetState.NotEnrolled>(await file.Target().ReadState(default));
    }

    [Fact]
    public async Task A_file_that_is_not_enrolled_takes_nothing()
    {
        using var file = new TestFile(enrolled: false);

        var outcome = await file.ApplyOne("CREATE TABLE a (x);");

        Assert.Equal("not-enrolled", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.IsType<TargetState.NotEnrolled>(await file.Target().ReadState(default));
    }

    [Fact]
    public async Task A_file_put_in_the_place_of_another_shows_another_identity()
    {
        using var file = new TestFile();
        using var other = new TestFile();
        var enrolled = ((TargetState.Ready)await file.Target().ReadState(default)).Identity.Text;
        Assert.Equal(enrolled, ((TargetState.Ready)await file.Target().ReadState(default)).Identity.Text);

        File.Copy(other.Path, file.Path, overwrite: true);

        Assert.NotEqual(enrolled, ((TargetState.Ready)await file.Target().ReadState(default)).Identity.Text);
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Enrolling_tries_what_must_fail_and_refuses_a_file_that_everyone_can_write()
    {
        using var file = new TestFile();
        var first = await file.Target().Enrol(default);
        Assert.True(first.IsAccepted);
        Assert.True(first.Probes.Length >= 20);

        File.SetUnixFileMode(file.Path, File.GetUnixFileMode(file.Path) | UnixFileMode.OtherWrite);

        var second = await file.Target().Enrol(default);
        Assert.Equal("only its owners can write the file", Assert.Single(second.Probes, p => !p.Passed).Name);
        Assert.Equal(first.Identity.Text, second.Identity.Text);
        Assert.IsType<TargetState.NotEnrolled>(await file.Target().ReadState(default));
    }

    [Fact]
    public async Task Enrolling_makes_no_file()
    {
        using var file = new TestFile(enrolled: false);
        File.Delete(file.Path);

        await Assert.ThrowsAsync<TargetUnreachableException>(() => file.Target().Enrol(default));
        Assert.IsType<TargetState.Unreachable>(await file.Target().ReadState(default));
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public async Task A_baseline_is_history_that_was_not_run()
    {
        using var file = new TestFile();
        var script = StatementFixture.Script("db/001.sql", "CREATE TABLE a (x);");

        await file.Target().Baseline([script], default);
        await file.Target().Baseline([script], default);

        var ready = Assert.IsType<TargetState.Ready>(await file.Target().ReadState(default));
        Assert.Equal([new(script.Path, script.Digest, Baseline: true)], ready.Applied);
        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await file.Apply(TestFile.Plan("", (script.Path, "CREATE TABLE a (x);")))));
    }
}
