using System.Globalization;
using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Reports.Sample;

namespace Countersign.Tests.Reports;

/// <summary>The reports of the golden files.</summary>
internal static class SampleReports
{
    private static readonly ObjectName Orders = Name("orders");
    private static readonly ObjectName Refunds = Name("refunds");

    private static readonly Line CreateRefunds = new(
        "CREATE TABLE refunds (\n    order_id bigint PRIMARY KEY REFERENCES orders,\n    amount numeric(12, 2) NOT NULL\n)",
        "CREATE TABLE", Refunds, [new Effect.Creates(Refunds, "table"), new Effect.Locks(Orders, "SHARE ROW EXCLUSIVE")],
        new Reversal.By("DROP TABLE refunds"));

    private static readonly Line CopyRefunds = new(
        "INSERT INTO refunds SELECT id, refunded FROM orders WHERE refunded > 0", "INSERT", Refunds,
        [new Effect.WritesRows(Refunds, "insert"), new Effect.Reads(Orders)],
        new Reversal.Irreversible("which rows were there before is not recorded"));

    private static readonly Line DropRefunded = new(
        "ALTER TABLE orders DROP COLUMN refunded", "ALTER TABLE", Orders,
        [new Effect.DestroysData(Orders, "drops column refunded"), new Effect.Locks(Orders, "ACCESS EXCLUSIVE")],
        new Reversal.Irreversible("the values of the column are lost"));

    private static readonly Line IndexOrders = new(
        "CREATE INDEX orders_placed_at ON orders (placed_at)", "CREATE INDEX", Orders,
        [new Effect.Creates(Name("orders_placed_at"), "index on orders"), new Effect.Locks(Orders, "SHARE"),
            new Effect.Scans(Orders, "to build the index")],
        new Reversal.By("DROP INDEX orders_placed_at"));

    /// <summary>One harmless statement, signed.</summary>
    internal static ReviewReport SmallAndClear()
    {
        var add = new Line("ALTER TABLE orders ADD COLUMN note text", "ALTER TABLE", Orders,
            [new Effect.Alters(Orders, "adds column note"), new Effect.Locks(Orders, "ACCESS EXCLUSIVE")],
            new Reversal.By("ALTER TABLE orders DROP COLUMN note"));
        var plan = PlanBuilding.Build([Target("orders-prod", "db/orders/0043_note.sql", add)]);
        var standing = new StatementStanding(plan.Statements.First(), [new("default", AnyWriter, [Bo])]);
        return Report(plan, Clear(plan, new([standing], [Account(Bo, 9, 12, [1], [])])), Request(title: "Add a note to orders"));
    }

    /// <summary>Dangerous, two of three signatures, one of them voided by an edit.</summary>
    internal static ReviewReport DangerousAndPending()
    {
        var plan = PlanBuilding.Build(
            [Target("orders-prod", "db/orders/0042_refunds.sql", CreateRefunds, CopyRefunds, DropRefunded, IndexOrders)]);
        Statement[] q = [.. plan.Statements];
        var judgement = new Judgement(
            [
                new(q[0], [new("default", AnyWriter, [Bo, Ana])]),
                new(q[1], [new("default", AnyWriter, [Bo])]),
                new(q[2], [new("destructive changes need two DBAs", TwoDbas, [Bo])]),
                new(q[3], [new("default", AnyWriter, [Bo])]),
            ],
            [
                Account(Ana, 8, 55, [1], ["q2 changed after @ana signed q2, q3 and q4"]),
                Account(Bo, 9, 40, [1, 2, 3, 4], [], command: true),
                Account(Dev, 9, 41, [], ["@dev is the author; nobody signs their own work"]),
            ]);
        var missing = new Shortfall.SignOffsMissing([3], "destructive changes need two DBAs", TwoDbas, [Bo]);
        return Report(plan, new Verdict.Pending([missing], judgement)) with
        {
            Findings =
            [
                FindingOn(q[2], "PG003", Severity.Error, "the values of `orders.refunded` cannot be brought back",
                    "keep the column for one release, or take a copy first"),
                FindingOn(q[3], "PG001", Severity.Warning, "nobody can write to `orders` while the index is built",
                    "use `CREATE INDEX CONCURRENTLY` in a script with `-- countersign: no-transaction`"),
            ],
            Notes = ["read by the parser of PostgreSQL 17"],
        };
    }

    /// <summary>A file that cannot be read.</summary>
    internal static ReviewReport Unreadable() => Report(null, new Verdict.Refused(
        [
            RefusalOf("CS001", new("db/orders/0044_latin1.sql", 3, 17), "the file is not valid UTF-8", "save it as UTF-8"),
            RefusalOf("CS010", Place.File("db/orders/0041_orders.sql"), "the script is on `main` already and may not change",
                "write a new script"),
        ], null));

    /// <summary>Merged, signed and applied.</summary>
    internal static ReviewReport Applied() => SmallAndClear() with
    {
        Subject = Request(new ChangeState.Merged(Head)),
        Deployments = [new TargetProgress.Applied(new("orders-prod"), 1, TimeSpan.FromMilliseconds(38))],
    };

    /// <summary>Merged, signed, and stopped by the target.</summary>
    internal static ReviewReport Failed()
    {
        var report = DangerousAndPending();
        return report with
        {
            Subject = Request(new ChangeState.Merged(Head)),
            Verdict = Clear(report.Plan!, new(
                [.. report.Judgement!.Standings.Select(s => s with { Requirements = [.. s.Requirements.Select(r => r with { By = [Bo, Cleo] })] })],
                [Account(Bo, 9, 40, [1, 2, 3, 4], [], command: true), Account(Cleo, 10, 5, [1, 2, 3, 4], [])])),
            Deployments =
            [
                new TargetProgress.Failed(new("orders-prod"), 3, "55P03",
                    "canceling statement due to lock timeout", MayRetry: true, Done: 0, Total: 4),
            ],
        };
    }

    /// <summary>Nobody knows whether it ran.</summary>
    internal static ReviewReport Frozen() => Failed() with
    {
        Deployments =
        [
            new TargetProgress.Frozen(new("orders-prod"), [1, 2, 3, 4], "the connection was lost during COMMIT and the server cannot be reached",
                ImmutableSortedDictionary<string, string>.Empty.Add("backend", "41213").Add("transaction", "88120")),
        ],
    };

    /// <summary>So many statements that most must be left out, with one dangerous one near the end.</summary>
    internal static ReviewReport Huge(int count = 5_000)
    {
        var lines = Enumerable.Range(1, count).Select(n => n == count - 7 ? DropRefunded : Seed(n)).ToArray();
        var plan = PlanBuilding.Build([Target("orders-prod", "db/orders/0050_seed.sql", lines)]);
        var standings = plan.Statements.Select(s => new StatementStanding(s, [new("default", AnyWriter, [])])).ToImmutableArray();
        var missing = new Shortfall.SignOffsMissing([.. plan.Statements.Select(s => s.Number)], "default", AnyWriter, []);
        return Report(plan, new Verdict.Pending([missing], new(standings, []))) with
        {
            FullReport = new("https://countersign.example/changes/7/41"),
        };
    }

    private static Line Seed(int n)
    {
        var id = n.ToString(CultureInfo.InvariantCulture);
        return new($"INSERT INTO countries (id, name) VALUES ({id}, 'country {id}')", "INSERT", Name("countries"),
            [new Effect.WritesRows(Name("countries"), "insert")], new Reversal.By($"DELETE FROM countries WHERE id = {id}"));
    }

    /// <summary>The same shape with any text in every place that the change's author can write to.</summary>
    internal static ReviewReport Hostile(string text)
    {
        var name = Name(text, text);
        var line = new Line(text.Length == 0 ? " " : text, text, name,
            [
                new Effect.Creates(name, text), new Effect.Alters(name, text), new Effect.Locks(name, text), new Effect.Opaque(text),
            ],
            new Reversal.By(text));
        var stuck = line with { Reversal = new Reversal.Irreversible(text) };
        var plan = PlanBuilding.Build([Target(text, text, line, stuck)]);
        Statement[] q = [.. plan.Statements];
        var person = new Person(new(9), text, false);
        var requirement = new Requirement(2, [new Principal.Team(text), new Principal.User(text)]);
        var judgement = new Judgement(
            [.. q.Select(s => new StatementStanding(s, [new(text, requirement, [person])]))], [Account(person, 9, 0, [1], [text, text])]);
        Shortfall[] missing =
        [
            new Shortfall.SignOffsMissing([1, 2], text, requirement, [person]),
            new Shortfall.UnknownContributor(new(Head, text)),
            new Shortfall.ChangesRequested(new(1, person, At(9, 1))),
        ];
        return Report(plan, new Verdict.Pending([.. missing], judgement), Request(title: text)) with
        {
            Findings = [FindingOn(q[0], text, Severity.Error, text, text)],
            Notes = [text],
        };
    }
}
