using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>
/// The same signed bytes, in a production that differs from what they were rehearsed on: a row in `switches`, which nobody
/// looked at, makes the block do more.
/// </summary>
public sealed class HeldToWhatWasSignedTests(PostgreSqlServers servers)
{
    private static readonly ImmutableArray<Effect> Opaque = [new Effect.Opaque("a block")];

    [Theory]
    [InlineData("DELETE FROM audit", "it deletes rows of public.audit (1), which was not signed")]
    [InlineData("DELETE FROM orders WHERE id = 2", "it deletes rows of public.orders (1), which was not signed")]
    [InlineData("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", "it holds ACCESS EXCLUSIVE on public.orders, where ROW EXCLUSIVE was signed")]
    [InlineData("PERFORM FROM audit FOR UPDATE", "it holds ROW SHARE on public.audit, where no lock was signed")]
    [InlineData("CREATE TABLE hidden (id int)", "it holds ACCESS EXCLUSIVE on public.hidden, where no lock was signed")]
    [InlineData("GRANT DELETE ON audit TO PUBLIC", "it leaves another schema")]
    [InlineData("CREATE FUNCTION hidden() RETURNS int LANGUAGE sql AS ''SELECT 1''", "it leaves another schema")]
    [InlineData("COMMENT ON TABLE orders IS ''hidden''", "it leaves another schema")]
    [InlineData("ALTER TABLE audit DISABLE TRIGGER USER", "public.audit, where no lock was signed")]
    [InlineData("TRUNCATE audit", "it holds ACCESS EXCLUSIVE on public.audit, where no lock was signed")]
    [InlineData("INSERT INTO orders SELECT n, 0 FROM generate_series(1000, 2500) n", "it inserts rows of public.orders (1,501), which was not signed")]
    public async Task What_does_more_in_production_than_in_the_rehearsal_is_rolled_back_before_commit(string more, string clause)
    {
        var (database, plan) = await Rehearsed(more);
        await database.Execute("INSERT INTO switches VALUES (true)");
        var before = await Fingerprint(database);

        var outcomes = await database.Target().Apply(plan);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(outcomes)); // the unit behind it is not sent
        Assert.Equal(("more-than-signed", false), (refused.Code, refused.MayRetry));
        Assert.StartsWith("db/1.sql (q1–q2) was rolled back before COMMIT, because it did more than was signed: ", refused.Because, StringComparison.Ordinal);
        Assert.Contains(clause, refused.Because, StringComparison.Ordinal);
        await AssertNothing(database, before);
    }

    [Theory]
    [InlineData("DELETE FROM audit")]
    [InlineData("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")]
    [InlineData("GRANT DELETE ON audit TO PUBLIC")]
    [InlineData("CREATE FUNCTION hidden() RETURNS int LANGUAGE sql AS ''SELECT 1''")]
    public async Task The_same_bytes_that_do_what_was_signed_are_committed(string more)
    {
        var (database, plan) = await Rehearsed(more);

        var outcomes = await database.Target().Apply(plan);

        var committed = outcomes.Cast<UnitOutcome.Committed>().ToList();
        Assert.Equal(["locks, rows and schema, before COMMIT", "locks and rows, before COMMIT"], committed.Select(c => c.Evidence["held to what was signed"]));
        Assert.DoesNotContain(committed, c => c.Evidence.ContainsKey("more than signed"));
        Assert.Equal("2", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }

    [Fact]
    public async Task What_was_refused_runs_once_production_is_as_it_was_rehearsed()
    {
        var (database, plan) = await Rehearsed("DELETE FROM audit");
        await database.Execute("INSERT INTO switches VALUES (true)");
        Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target().Apply(plan)));
        await database.Execute("DELETE FROM switches");

        Assert.All(await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 2)), o => Assert.IsType<UnitOutcome.Committed>(o));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task As_many_rows_as_were_thought_to_be_there_may_change_and_no_more(int rows, bool allowed)
    {
        var (database, plan) = await Rehearsed("NULL");
        await database.Execute($"INSERT INTO orders SELECT n, 0 FROM generate_series(3, {rows}) n");

        var outcome = (await database.Target().Apply(plan))[0];

        if (allowed) Assert.IsType<UnitOutcome.Committed>(outcome);
        else Assert.Contains("it updates 1,001 rows of public.orders; what was signed allows 1,000",
            Assert.IsType<UnitOutcome.NotCommitted>(outcome).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_trigger_does_more_is_found_out_behind_a_plain_statement_too()
    {
        var database = await Shop();
        await database.Execute(
            """
            CREATE FUNCTION copy_down() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN IF EXISTS (SELECT FROM switches) THEN INSERT INTO audit VALUES (9); END IF; RETURN NEW; END'
            """);
        await database.Execute("CREATE TRIGGER copy_down AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION copy_down()");
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "UPDATE orders SET v = v + 1"));
        plan = plan.Rehearsed(await database.Rehearse(plan));
        await database.Execute("INSERT INTO switches VALUES (true)");

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target().Apply(plan)));

        Assert.Contains("it inserts rows of public.audit (2), which was not signed", refused.Because, StringComparison.Ordinal);
        Assert.Equal("1", await database.Scalar("SELECT count(*) FROM audit"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_role_that_is_handed_on_in_secret_is_found_out(bool differs)
    {
        var database = await Shop();
        await database.Server.CreateRole(database.Name + "_auditor");
        await database.Execute($"GRANT SELECT ON audit TO {database.Name}_auditor");
        await database.Execute($"GRANT {database.Name}_auditor TO {database.ApplyRole} WITH ADMIN OPTION");
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", Block($"GRANT {database.Name}_auditor TO {database.VerifyRole}")) { Effects = Opaque });
        plan = plan.Rehearsed(await database.Rehearse(plan));
        if (differs) await database.Execute("INSERT INTO switches VALUES (true)");

        var outcome = Assert.Single(await database.Target().Apply(plan));

        Assert.Equal(differs, outcome is UnitOutcome.NotCommitted { Code: "more-than-signed" });
        Assert.Equal("False", await database.Scalar($"SELECT pg_has_role('{database.VerifyRole}', '{database.Name}_auditor', 'MEMBER')"));
    }

    [Fact]
    public async Task A_temporary_table_in_the_place_of_the_catalogue_hides_nothing()
    {
        var (database, plan) = await Rehearsed(
            "CREATE TEMPORARY TABLE pg_proc ON COMMIT DROP AS SELECT * FROM pg_catalog.pg_proc LIMIT 0; CREATE FUNCTION hidden() RETURNS int LANGUAGE sql AS ''SELECT 1''");
        await database.Execute("INSERT INTO switches VALUES (true)");
        var policy = database.Policy with { Enforcement = new(EnforcementMode.On, new(10, ComparesLocks: false)) };

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target(policy: policy).Apply(plan)));

        Assert.Contains("it leaves another schema", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_policy_only_reports_more_is_committed_and_stands_in_the_result()
    {
        var (database, plan) = await Rehearsed("DELETE FROM audit");
        await database.Execute("INSERT INTO switches VALUES (true)");
        var policy = database.Policy with { Enforcement = EnforcementPolicy.Default with { Mode = EnforcementMode.Report } };

        var outcomes = await database.Target(policy: policy).Apply(plan);

        Assert.Contains("it deletes rows of public.audit", Assert.IsType<UnitOutcome.Committed>(outcomes[0]).Evidence["more than signed"], StringComparison.Ordinal);
        Assert.DoesNotContain("more than signed", Assert.IsType<UnitOutcome.Committed>(outcomes[1]).Evidence.Keys);
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM audit"));
    }

    [Fact]
    public async Task Where_policy_switches_it_off_nothing_is_compared()
    {
        var (database, plan) = await Rehearsed("DELETE FROM audit");
        await database.Execute("INSERT INTO switches VALUES (true)");
        var policy = database.Policy with { Enforcement = EnforcementPolicy.Default with { Mode = EnforcementMode.Off } };

        Assert.All(await database.Target(policy: policy).Apply(plan),
            o => Assert.DoesNotContain("held to what was signed", Assert.IsType<UnitOutcome.Committed>(o).Evidence.Keys));
    }

    [Theory]
    [InlineData(RehearsalMode.Required, false)]
    [InlineData(RehearsalMode.WhenPossible, true)]
    public async Task What_was_not_rehearsed_runs_only_where_policy_does_not_require_it(RehearsalMode mode, bool runs)
    {
        var database = await Shop();
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "UPDATE orders SET v = v + 1"));
        plan = plan.Rehearsed((await database.Rehearse(plan)) with { Statements = [new StatementRehearsal.NotRun("there was no time")] });

        var outcome = Assert.Single(await database.Target(policy: database.Policy with { Rehearsal = mode }).Apply(plan));

        if (runs) Assert.IsType<UnitOutcome.Committed>(outcome);
        else Assert.Equal("not-rehearsed", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.Equal(runs ? "3" : "1", await database.Scalar("SELECT sum(v) FROM orders"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("INSERT INTO switches VALUES (true)", true)]
    public async Task What_runs_outside_a_transaction_is_compared_afterwards_and_said_to_be(string difference, bool isMore)
    {
        var database = await Shop();
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", Block("CREATE TABLE hidden (id int)")) { Alone = true, Effects = Opaque });
        plan = plan.Rehearsed(await database.Rehearse(plan));
        if (difference.Length > 0) await database.Execute(difference);

        var committed = Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target().Apply(plan)));

        Assert.Equal("schema, after it had run", committed.Evidence["held to what was signed"]);
        Assert.Equal(isMore, committed.Evidence.ContainsKey("more than signed"));
    }

    private async Task<(TestDatabase Database, ApprovedPlan Plan)> Rehearsed(string more)
    {
        var database = await Shop();
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE new (id int)", Block(more)) { Effects = Opaque },
            new TestScript("db/2.sql", "ALTER TABLE new ADD COLUMN v int"));
        return (database, plan.Rehearsed(await database.Rehearse(plan, new RelationSize(new("public", "orders"), 2, 8192, 0))));
    }

    private static string Block(string more) =>
        "DO 'BEGIN UPDATE orders SET v = v + 1; IF EXISTS (SELECT FROM switches) THEN " + more + "; END IF; END'";

    private async Task<TestDatabase> Shop()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        foreach (var table in new[] { "orders (id int PRIMARY KEY, v int)", "audit (id int)", "switches (flag bool)" })
            await database.ExecuteAs(database.ApplyRole, $"CREATE TABLE {table}");
        await database.Execute("INSERT INTO orders VALUES (1, 0), (2, 1)");
        await database.Execute("INSERT INTO audit VALUES (1)");
        return database;
    }

    private static Task<string?> Fingerprint(TestDatabase database) => database.Scalar(
        "SELECT (SELECT string_agg(o::text, ',' ORDER BY id) FROM orders o) || (SELECT string_agg(a::text, ',') FROM audit a) || "
        + "(SELECT string_agg(relname || coalesce(relacl::text, ''), ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace) || "
        + "(SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) || (SELECT count(*) FROM pg_description d JOIN pg_class c ON c.oid = d.objoid WHERE c.relname = 'orders')");

    private static async Task AssertNothing(TestDatabase database, string? before)
    {
        Assert.Equal(before, await Fingerprint(database));
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }
}
