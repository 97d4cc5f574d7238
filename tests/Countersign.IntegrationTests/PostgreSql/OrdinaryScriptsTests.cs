using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql.Copying;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>
/// Enforcement that stops ordinary work would be switched off. Everyday scripts are read by the parser, rehearsed on a copy of the
/// schema, which has none of production's rows, and applied to a production with rows: none of them does more than was signed.
/// </summary>
public sealed class OrdinaryScriptsTests(PostgreSqlServers servers)
{
    /// <summary>Patient, because this is not about speed.</summary>
    private static readonly RehearsalSettings Settings = new(Rooms.Shared, [PostgreSqlBinaries.Find().Directory])
    {
        StatementLimit = TimeSpan.FromMinutes(5),
        PlanLimit = TimeSpan.FromMinutes(10),
        TrialLimit = TimeSpan.Zero,
    };

    private static readonly string[] Shop =
    [
        "CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, state text DEFAULT 'new')",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, total int CHECK (total >= 0), placed date)",
        "CREATE TABLE items (id int PRIMARY KEY, \"order\" int REFERENCES orders ON DELETE CASCADE, note varchar(40))",
        "CREATE TABLE history (at timestamptz, what text)",
        "CREATE TABLE staging (id int, email text)",
        "CREATE TABLE parts (id int, day date) PARTITION BY RANGE (day)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(total) FROM orders GROUP BY customer",
        "CREATE VIEW open_orders AS SELECT * FROM orders WHERE total > 0",
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO history VALUES (now(), TG_OP); RETURN NEW; END'",
        "CREATE TRIGGER note AFTER UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION note()",
        "INSERT INTO customers SELECT n, 'c' || n || '@example.org' FROM generate_series(1, 50) n",
        "INSERT INTO orders SELECT n, n % 50 + 1, n, '2026-01-15' FROM generate_series(1, 200) n",
        "INSERT INTO items SELECT n, n % 200 + 1, 'item ' || n FROM generate_series(1, 600) n",
        "INSERT INTO staging SELECT n, 's' || n FROM generate_series(51, 60) n",
        "INSERT INTO parts SELECT n, '2026-01-10' FROM generate_series(1, 20) n",
        "ANALYZE",
    ];

    private static readonly string[][] Scripts =
    [
        ["UPDATE customers SET state = 'old' WHERE id = 7"],
        ["UPDATE orders SET customer = 3 WHERE id = 44"],
        ["DELETE FROM orders WHERE id = 12"],
        ["DELETE FROM orders WHERE placed < '2020-01-01'"],
        ["INSERT INTO customers SELECT id, email FROM staging"],
        ["INSERT INTO customers VALUES (5000, 'new@example.org')", "INSERT INTO orders VALUES (1000, 5000, 5, '2026-01-16')", "INSERT INTO items VALUES (1000, 1000, 'x')"],
        ["ALTER TABLE items ADD COLUMN weight int", "UPDATE items SET weight = length(note) WHERE weight IS NULL", "ALTER TABLE items ALTER weight SET NOT NULL"],
        ["CREATE TABLE coupons (code text PRIMARY KEY, customer int REFERENCES customers)", "INSERT INTO coupons SELECT 'C' || id, id FROM customers WHERE state = 'old'"],
        ["CREATE INDEX items_by_order ON items (\"order\")"],
        ["REFRESH MATERIALIZED VIEW sums"],
        ["UPDATE open_orders SET total = total + 1 WHERE id = 9"],
        ["CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')", "INSERT INTO parts VALUES (99, '2026-02-02')"],
        ["UPDATE parts SET id = id + 1000 WHERE day = '2026-01-10'"],
        ["ALTER TABLE staging ADD CONSTRAINT staging_customer FOREIGN KEY (id) REFERENCES customers NOT VALID", "ALTER TABLE staging VALIDATE CONSTRAINT staging_customer"],
        ["INSERT INTO orders VALUES (9, NULL, 5, '2026-01-16') ON CONFLICT (id) DO UPDATE SET total = excluded.total"],
        ["UPDATE customers c SET state = 'buyer' FROM orders o WHERE o.customer = c.id AND o.total > 100"],
        ["DO 'DECLARE o record; BEGIN FOR o IN SELECT id FROM orders WHERE total > 150 LOOP UPDATE items SET note = ''big'' WHERE \"order\" = o.id; END LOOP; END'"],
        ["TRUNCATE staging"],
        ["ALTER TABLE items ALTER COLUMN note TYPE text"],
        ["DROP TABLE history CASCADE", "DROP FUNCTION note() CASCADE"],
    ];

    [Fact]
    public async Task None_of_them_does_more_in_production_than_was_signed()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        foreach (var statement in Shop) await database.ExecuteAs(database.ApplyRole, statement);
        var plan = await Rehearsed(database);

        // Reporting shows all of them at once; what it would report is what would be rolled back.
        var policy = database.Policy with { Enforcement = EnforcementPolicy.Default with { Mode = EnforcementMode.Report } };
        var outcomes = await database.Target(policy: policy).Apply(plan);

        AssertNone(string.Join('\n', outcomes.OfType<UnitOutcome.NotCommitted>().Select(o => o.Because)));
        var committed = outcomes.Cast<UnitOutcome.Committed>().ToList();
        AssertNone(string.Join('\n', committed.Where(o => o.Evidence.ContainsKey("more than signed"))
            .Select(o => $"{o.Intent.Unit.Script.Path}: {o.Evidence["more than signed"]}")));
        Assert.Equal(Scripts.Length, committed.Count(o => o.Evidence.ContainsKey("held to what was signed")));
    }

    /// <summary>In full: what is told here says what to mend.</summary>
    private static void AssertNone(string complaints) => Assert.True(complaints.Length == 0, complaints);

    private static async Task<ApprovedPlan> Rehearsed(TestDatabase database)
    {
        var policy = database.Policy;
        ImmutableArray<Script> scripts = [.. Scripts.Select((s, i) => new TestScript($"db/{i + 10}.sql", s).ToScript())];
        var reading = Assert.IsType<Reading.Complete>(new PostgreSqlReader().Read(new(policy, [], scripts), TestContext.Current.CancellationToken));
        var plan = PlanBuilding.Build([new(policy.Name, policy.Environment, policy.Dialect, PostgreSqlSession.ProfileOf(policy), scripts, reading.Statements)]);
        var read = Assert.IsType<SchemaReading.Read>(await database.Target().ReadSchema(TestContext.Current.CancellationToken));
        var outcome = await new PostgreSqlRehearsal(Settings, TimeProvider.System).Run(
            new(policy, plan.Targets[0], read.Schema, "the target", read.Schema.Fingerprint, database.ApplyRole, [], read.Sizes),
            TestContext.Current.CancellationToken);
        var rehearsal = Assert.IsType<RehearsalOutcome.Done>(outcome).Rehearsal with { PlannedOn = read.Schema };
        Assert.Empty(rehearsal.Statements.OfType<StatementRehearsal.Failed>().Select(f => f.Message));
        var rehearsals = ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(policy.Name, rehearsal);
        return new(plan.With(rehearsals), Digest.Of("policy"u8), rehearsals);
    }
}
