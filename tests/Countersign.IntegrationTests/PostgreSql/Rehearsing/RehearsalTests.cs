using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

public sealed class RehearsalTests
{
    private static readonly int Major = PostgreSqlBinaries.Find().Major;
    private static readonly string Shared = Path.Combine(Directory.CreateTempSubdirectory("csr-").FullName, "s");
    private readonly TargetPolicy _policy = new(
        new TargetName("orders-prod"), "production", Dialect.PostgreSql, [], [], "orders-prod", DeployTrigger.OnMerge, null, Major, ["public"]);

    private static readonly string[] Shop =
    [
        "CREATE TABLE orders (id int PRIMARY KEY, total int, note varchar(10))",
        "CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE)",
        "CREATE SEQUENCE numbers",
    ];

    static RehearsalTests() => File.SetUnixFileMode(Path.GetDirectoryName(Shared)!,
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    /// <summary>From "Explicit Locking", "ALTER TABLE" and "CREATE INDEX" of the documentation.</summary>
    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN x int DEFAULT 1", "orders", LockStrength.AccessExclusive, "", "")]
    [InlineData("ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()", "orders", LockStrength.AccessExclusive, "orders", "orders")]
    [InlineData("ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)", "orders", LockStrength.AccessExclusive, "", "")]
    [InlineData("ALTER TABLE orders ALTER COLUMN total TYPE bigint", "orders", LockStrength.AccessExclusive, "orders", "orders")]
    [InlineData("ALTER TABLE orders ALTER COLUMN total SET NOT NULL", "orders", LockStrength.AccessExclusive, "", "orders")]
    [InlineData("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID", "orders", LockStrength.AccessExclusive, "", "")]
    [InlineData("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0)", "orders", LockStrength.AccessExclusive, "", "orders")]
    [InlineData("ALTER TABLE items DROP CONSTRAINT items_order_id_fkey", "orders", LockStrength.AccessExclusive, "", "")]
    [InlineData("CREATE INDEX i ON orders (total)", "orders", LockStrength.Share, "", "orders")]
    [InlineData("CREATE TABLE more (o int REFERENCES orders)", "orders", LockStrength.ShareRowExclusive, "", "")]
    [InlineData("DELETE FROM orders", "items", LockStrength.RowExclusive, "", "")]
    [InlineData("TRUNCATE orders CASCADE", "items", LockStrength.AccessExclusive, "items,orders", "")]
    [InlineData("DROP TABLE orders CASCADE", "items", LockStrength.AccessExclusive, "", "")]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN total TYPE bigint'; END $$", "orders", LockStrength.AccessExclusive, "orders", "orders")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON orders (total)", "orders", LockStrength.ShareUpdateExclusive, "", "orders")]
    [InlineData("VACUUM orders", "orders", LockStrength.ShareUpdateExclusive, "", "")]
    public async Task A_statement_is_seen_as_the_documentation_says(string sql, string relation, LockStrength strongest, string rewrites, string scans)
    {
        var impact = Assert.IsType<StatementRehearsal.Observed>((await Rehearse(sql)).Statements[^1]).Impact;

        Assert.Equal(strongest, impact.Locks.Where(l => l.Relation.Name == relation).Max(l => l.Strength));
        Assert.Equal(rewrites, string.Join(',', impact.Rewrites.Select(r => r.Relation.Name)));
        Assert.Equal(scans, string.Join(',', impact.Scans.Select(r => r.Name)));
    }

    [Fact]
    public async Task Rows_objects_rights_sequences_and_settings_are_seen()
    {
        var rehearsal = await Rehearse("DELETE FROM orders", "DROP TABLE items", "GRANT SELECT ON orders TO PUBLIC",
            "SELECT nextval('numbers')", "SET LOCAL lock_timeout = '5s'", "SELECT 1");
        var seen = rehearsal.Statements.Select(s => Assert.IsType<StatementRehearsal.Observed>(s).Impact).ToList();

        Assert.Equal([new(new("public", "items"), 0, 0, 1), new(new("public", "orders"), 0, 0, 1)], seen[0].Rows);
        Assert.Contains(new(ObjectVerb.Drops, "table", "public.items"), seen[1].Objects);
        Assert.Equal(["GRANT SELECT ON TABLE public.orders TO PUBLIC"], seen[2].Rights);
        Assert.Equal([new ObjectName("public", "numbers")], seen[3].Sequences);
        Assert.Equal(["setting lock_timeout 5000"], seen[4].Session.Where(s => !s.StartsWith("no ", StringComparison.Ordinal)));
        Assert.Empty(seen[5].Session);
        Assert.False(seen[5].TookTransactionId);
    }

    /// <summary>A condition that no made-up row meets would hide what production's rows lead to.</summary>
    [Theory]
    [InlineData("DELETE FROM orders WHERE note = 'never' AND EXISTS (SELECT 1 FROM items WHERE false)", "items 0/0/1, orders 0/0/1")]
    [InlineData("WITH old AS (SELECT -1 AS id) UPDATE items SET order_id = order_id FROM old /* WHERE */ WHERE (items.id) = old.id", "items 0/1/0")]
    [InlineData("UPDATE orders SET total = total + 1 WHERE id < 0 RETURNING id", "orders 0/1/0")]
    [InlineData("INSERT INTO orders (id) SELECT 1 WHERE false", "")]
    public async Task What_a_condition_keeps_back_is_seen_all_the_same_and_taken_back(string sql, string rows)
    {
        var seen = (await Rehearse(sql, "UPDATE items SET order_id = order_id", "SELECT 1")).Statements
            .Select(s => Assert.IsType<StatementRehearsal.Observed>(s).Impact).ToList();

        Assert.Equal(rows, string.Join(", ", seen[0].Rows.Select(r => $"{r.Relation.Name} {r.Inserted}/{r.Updated}/{r.Deleted}")));
        Assert.Equal(1, Assert.Single(seen[1].Rows).Updated);
    }

    [Fact]
    public async Task What_fails_is_a_finding_and_what_follows_does_not_run()
    {
        var rehearsal = await Rehearse("ALTER TABLE nowhere ADD COLUMN x int", "SELECT 1");

        Assert.Equal("42P01", Assert.IsType<StatementRehearsal.Failed>(rehearsal.Statements[0]).Code);
        Assert.IsType<StatementRehearsal.NotRun>(rehearsal.Statements[1]);
    }

    [Theory]
    [InlineData("DO $$ BEGIN LOOP PERFORM set_config('statement_timeout', '0', false); END LOOP; END $$", "time-limit")]
    [InlineData("CREATE TABLE big AS SELECT g, repeat('x', 900) FROM generate_series(1, 100000000) g", "disk-limit")]
    [InlineData("DROP DATABASE template1", "42501")]
    [InlineData("INSERT INTO countersign_rehearsal.log (kind) VALUES ('forged')", "42501")]
    [InlineData("DROP EVENT TRIGGER countersign_rehearsal_ended", "42501")]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid())", "57P01")]
    [InlineData("COPY orders TO PROGRAM 'true'", "42501")]
    public async Task A_hostile_statement_ends_as_a_finding(string sql, string code) =>
        Assert.Equal(code, Assert.IsType<StatementRehearsal.Failed>(Assert.Single((await Rehearse(sql)).Statements)).Code);

    /// <summary>Making up rows touches all of them in one transaction, and a server has a table of locks of a fixed size.</summary>
    [Fact]
    public async Task A_schema_of_many_tables_fits() => Assert.IsType<RehearsalOutcome.Done>(await Run(
        ["DO $$ BEGIN FOR i IN 1..1500 LOOP EXECUTE format('CREATE TABLE many_%s (id int PRIMARY KEY)', i); END LOOP; END $$"], ["SELECT 1"]));

    [Fact]
    public async Task A_prelude_that_fails_makes_the_rehearsal_unavailable()
    {
        var outcome = await Run(["CREATE TABLE t (id nosuchtype)"], ["SELECT 1"]);

        Assert.Contains("db/0.sql", Assert.IsType<RehearsalOutcome.Unavailable>(outcome).Because, StringComparison.Ordinal);
    }

    private async Task<TargetRehearsal> Rehearse(params string[] statements) => await Run(Shop, statements) switch
    {
        RehearsalOutcome.Done done => done.Rehearsal,
        RehearsalOutcome.Unavailable unavailable => throw new InvalidOperationException(unavailable.Because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Task<RehearsalOutcome> Run(string[] prelude, string[] statements)
    {
        var settings = new RehearsalSettings(Shared, [])
        {
            StatementLimit = TimeSpan.FromSeconds(statements[0].Contains("LOOP", StringComparison.Ordinal) ? 2 : 60),
            DiskLimit = 200 << 20,
        };
        var plan = TestPlans.Approved(_policy, new TestScript("db/1.sql", statements)).Plan.Targets[0];
        return new PostgreSqlRehearsal(settings, TimeProvider.System).Run(
            new(_policy, plan, null, "the scripts", Digest.Of("x"u8), "orders_apply", [new TestScript("db/0.sql", prelude).ToScript()], []),
            TestContext.Current.CancellationToken);
    }
}
