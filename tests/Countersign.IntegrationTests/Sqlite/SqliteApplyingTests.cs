using Countersign.Deployments;
using Countersign.Targets.Sqlite;

namespace Countersign.IntegrationTests.Sqlite;

public sealed class SqliteApplyingTests
{
    private const string Orders = "CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT CHECK (total >= 0));";

    [Fact]
    public async Task A_script_commits_with_its_marker_and_its_place_in_history()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql", $"{Orders} INSERT INTO orders (total) VALUES (1), (2); UPDATE orders SET total = 3;"));
        var intents = TestFile.Intents(plan);

        var outcome = Assert.IsType<UnitOutcome.Committed>(Assert.Single(await file.Apply(plan, intents)));

        Assert.Equal([-1, 2, 2], outcome.Rows);
        Assert.Equal("3,3", file.Ask("SELECT total FROM orders"));
        Assert.Equal(intents[0].Token.Hex, file.Ask("SELECT token FROM countersign_marker"));
        var ready = Assert.IsType<TargetState.Ready>(await file.Target().ReadState(default));
        Assert.Equal([new("db/001.sql", plan.Plan.Targets[0].Scripts[0].Digest, Baseline: false)], ready.Applied);
        Assert.Equal(ready.Identity.Parts["file id"], outcome.Evidence["file id"]);
    }

    [Fact]
    public async Task A_statement_that_fails_takes_the_whole_script_with_it()
    {
        using var file = new TestFile();

        var outcome = Assert.IsType<UnitOutcome.NotCommitted>(
            await file.ApplyOne($"{Orders} INSERT INTO orders (total) VALUES (1); INSERT INTO orders (total) VALUES (-1);"));

        Assert.Equal((3, "SQLITE_CONSTRAINT_CHECK", false), (outcome.FailedStatement, outcome.Code, outcome.MayRetry));
        Assert.Contains("total >= 0", outcome.Because, StringComparison.Ordinal);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'orders'"));
        Assert.Equal("0", file.Ask("SELECT (SELECT count(*) FROM countersign_marker) + (SELECT count(*) FROM countersign_script)"));
    }

    [Fact]
    public async Task A_script_that_is_in_the_target_is_not_sent_again()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql", $"{Orders} INSERT INTO orders (total) VALUES (1);"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await file.Apply(plan)));
        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await file.Apply(plan, fence: 2)));

        Assert.Equal("1", file.Ask("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Nothing_runs_after_a_unit_that_failed()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("",
            ("db/001.sql", "CREATE TABLE a (x UNIQUE);"),
            ("db/002.sql", "INSERT INTO a VALUES (1), (1);"),
            ("db/003.sql", "CREATE TABLE b (x);"));

        var outcomes = await file.Apply(plan);

        Assert.Equal([typeof(UnitOutcome.Committed), typeof(UnitOutcome.NotCommitted)], outcomes.Select(o => o.GetType()));
        Assert.Equal("a", file.Ask("SELECT name FROM sqlite_schema WHERE name IN ('a', 'b')"));
    }

    [Fact]
    public async Task A_lower_fence_than_the_target_has_seen_cannot_commit()
    {
        using var file = new TestFile();
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await file.Apply(TestFile.Plan("", ("db/001.sql", Orders)), fence: 7)));

        var late = await file.Apply(TestFile.Plan(Orders, ("db/002.sql", "DROP TABLE orders;")), fence: 6);

        Assert.Equal("fence", Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(late)).Code);
        Assert.Equal("orders", file.Ask("SELECT name FROM sqlite_schema WHERE name = 'orders'"));
    }

    [Fact]
    public async Task A_writer_that_does_not_give_way_is_waited_for_and_then_tried_again_later()
    {
        using var file = new TestFile();
        using var other = file.Connect();
        using var writing = other.BeginTransaction();

        var outcome = Assert.Single(await file.Apply(
            TestFile.Plan("", ("db/001.sql", Orders)), limits: new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1))));

        var not = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal(("SQLITE_BUSY", true), (not.Code, not.MayRetry));
    }

    [Fact]
    public async Task A_statement_that_never_ends_is_interrupted_and_rolled_back()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql",
            "CREATE TABLE n (i); INSERT INTO n WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r;"));

        var outcome = Assert.Single(await file.Apply(plan, limits: new(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200))));

        var not = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal((2, "SQLITE_INTERRUPT"), (not.FailedStatement, not.Code));
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'n'"));
    }

    [Fact]
    public async Task A_deferred_violation_stops_the_commit()
    {
        using var file = new TestFile();
        const string Keys = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));";

        var outcome = await file.ApplyOne($"PRAGMA defer_foreign_keys = on; {Keys} INSERT INTO c VALUES (1);");

        Assert.Equal("SQLITE_CONSTRAINT_FOREIGNKEY", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.Equal("0", file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'c'"));
    }

    [Theory]
    [InlineData("INSERT INTO new SELECT id FROM p;", true)]
    [InlineData("INSERT INTO new SELECT id FROM p WHERE id > 1;", false)]
    public async Task A_table_is_rebuilt_with_foreign_keys_off_and_all_of_them_checked_before_the_commit(string copy, bool keeps)
    {
        using var file = new TestFile();
        const string Keys = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE);";
        file.Outside(Keys + "INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1);");

        var outcome = await file.ApplyOne(
            $"PRAGMA foreign_keys = off; CREATE TABLE new (id INTEGER PRIMARY KEY, more); {copy.Replace("new", "new (id)", StringComparison.Ordinal)} "
            + "DROP TABLE p; ALTER TABLE new RENAME TO p;", Keys);

        Assert.Equal(keeps, outcome is UnitOutcome.Committed);
        Assert.Equal("1", file.Ask("SELECT p FROM c"));
        Assert.Equal(keeps ? "2" : "1", file.Ask("SELECT count(*) FROM pragma_table_info('p')"));
    }

    [Fact]
    public async Task Units_of_a_script_without_transaction_resume_where_they_stopped()
    {
        using var file = new TestFile();
        var plan = TestFile.Plan("", ("db/001.sql",
            "-- countersign: no-transaction\nCREATE TABLE a (x);\nVACUUM;\nCREATE UNIQUE INDEX u ON a (x);\nINSERT INTO a VALUES (1);"));
        var first = TestFile.Intents(plan);
        var stopped = await file.Apply(plan, first[..2]);
        file.Outside("INSERT INTO a VALUES (7), (7)");

        var failed = await file.Apply(plan, fence: 2);
        Assert.Empty(((TargetState.Ready)await file.Target().ReadState(default)).Applied);
        file.Outside("DELETE FROM a WHERE rowid = 2");
        var finished = await file.Apply(plan, fence: 3);

        Assert.All(stopped, o => Assert.IsType<UnitOutcome.Committed>(o));
        Assert.Equal("AlreadyApplied, AlreadyApplied, NotCommitted", Names(failed));
        Assert.Equal("AlreadyApplied, AlreadyApplied, Committed, Committed", Names(finished));
        Assert.Single(((TargetState.Ready)await file.Target().ReadState(default)).Applied);
    }

    [Fact]
    public void The_session_is_set_and_read_back()
    {
        using var link = SqliteLink.Open(":memory:", SQLitePCL.raw.SQLITE_OPEN_READWRITE | SQLitePCL.raw.SQLITE_OPEN_CREATE);
        SqliteProfile.Set(link);
        Assert.Equal(SqliteProfile.Session.Settings, SqliteProfile.ReadBack(link).Settings);

        foreach (var change in (string[])["recursive_triggers=on", "trusted_schema=on", "case_sensitive_like=on", "foreign_keys=off"])
        {
            SqliteProfile.Set(link);
            link.Run("PRAGMA " + change);
            Assert.NotEqual(SqliteProfile.Session.Digest, SqliteProfile.ReadBack(link).Digest);
        }
    }

    private static string Names(IEnumerable<UnitOutcome> outcomes) => string.Join(", ", outcomes.Select(o => o.GetType().Name));
}
