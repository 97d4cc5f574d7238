using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Tests.Rehearsals;

public sealed class RehearsedPlanTests
{
    private static readonly TargetName Shop = new("orders-prod");
    private static readonly ObjectName Orders = new("public", "orders");

    [Fact]
    public void What_reading_guessed_of_locks_gives_way_to_what_was_seen()
    {
        var plan = Read(new Effect.Alters(new(null, "orders"), "changes a column"), new Effect.Locks(new(null, "orders"), "SHARE"),
            new Effect.Rewrites(new(null, "orders"), "perhaps"));
        var effects = Effects(plan, Impact.None with { Locks = [new(Orders, LockStrength.RowExclusive), new(Orders, LockStrength.AccessExclusive)] });
        Assert.Equal([new Effect.Alters(new(null, "orders"), "changes a column"), new Effect.Locks(new("public", "orders"), "ACCESS EXCLUSIVE")], effects);
    }

    [Fact]
    public void What_was_read_stays_although_it_did_not_happen_in_the_rehearsal()
    {
        var opaque = new Effect.Opaque("a DO block");
        Assert.Contains(opaque, Effects(Read(opaque), Impact.None));
    }

    [Fact]
    public void Rows_that_a_trigger_wrote_are_said()
    {
        var effects = Effects(Read(new Effect.WritesRows(new(null, "orders"), "update")),
            Impact.None with { Rows = [new(new("audit", "log"), 1, 0, 0)] });
        Assert.Contains(new Effect.WritesRows(new("audit", "log"), "insert"), effects);
    }

    [Fact]
    public void A_table_that_a_cascade_took_along_is_dropped_and_its_data_destroyed()
    {
        var effects = Effects(Read(new Effect.Drops(new("public", "orders"), "table")), Impact.None with
        {
            Objects = [new(ObjectVerb.Drops, "table", "public.orders"), new(ObjectVerb.Drops, "table", "public.items")],
        });
        Assert.Contains(new Effect.Drops(new("public", "items"), "table"), effects);
        Assert.Contains(effects, e => e is Effect.DestroysData { Object.Name: "items" });
        Assert.Single(effects, new Effect.Drops(new("public", "orders"), "table"));
    }

    [Fact]
    public void Nobody_waits_for_a_table_that_is_new()
    {
        var effects = Effects(Read(new Effect.Creates(new("public", "orders"), "table")), Impact.None with
        {
            Objects = [new(ObjectVerb.Creates, "table", "public.orders")],
            Locks = [new(Orders, LockStrength.AccessExclusive)],
        });
        Assert.DoesNotContain(effects, e => e is Effect.Locks);
    }

    [Fact]
    public void A_rewrite_says_how_much_is_written()
    {
        var rehearsal = Rehearsal(Impact.None with { Rewrites = [new(Orders, "its type changed")] }) with
        {
            Sizes = [new(Orders, 120_000_000, 44L << 30, 3L << 29)],
        };
        var plan = Read().With(ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(Shop, rehearsal));
        Assert.Contains(new Effect.Rewrites(Orders, "its type changed; 44 GB and 1.5 GB of indexes, about 120 million rows"),
            plan.Statements.Single().Source.Effects);
    }

    [Fact]
    public void Chains_stay_and_the_plan_has_another_digest_with_another_reversal()
    {
        var plan = Read();
        var rehearsal = Rehearsal(Impact.None) with
        {
            Statements = [new StatementRehearsal.Observed(Impact.None, new Reversal.By("ALTER TABLE orders ADD total int"))],
        };
        var rehearsed = plan.With(ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(Shop, rehearsal));
        Assert.Equal(plan.Statements.Single().Chain, rehearsed.Statements.Single().Chain);
        Assert.NotEqual(plan.Digest, rehearsed.Digest);
    }

    [Theory]
    [InlineData("public.orders", "public", "orders")]
    [InlineData("\"odd.name\".\"a \"\"b\"\"\"", "odd.name", "a \"b\"")]
    [InlineData("shop.orders.total", "shop", "orders.total")]
    [InlineData("plain", null, "plain")]
    [InlineData("f(public.orders)", null, "f(public.orders)")]
    public void Identities_are_read_as_SQL_writes_them(string identity, string? schema, string name) =>
        Assert.Equal(new ObjectName(schema, name), new RelationNames("other").Parse(identity));

    [Fact]
    public void The_first_schema_of_the_search_path_is_left_out() =>
        Assert.Equal(new ObjectName(null, "orders"), new RelationNames("public").Parse("public.orders"));

    [Fact]
    public void The_digest_of_an_impact_leaves_counts_out_and_takes_verbs_in()
    {
        var one = Impact.None with { Rows = [new(Orders, 1, 0, 0)] };
        Assert.Equal(one.DigestOf(), (one with { Rows = [new(Orders, 900, 0, 0)] }).DigestOf());
        Assert.NotEqual(one.DigestOf(), (one with { Rows = [new(Orders, 0, 0, 1)] }).DigestOf());
        Assert.NotEqual(one.DigestOf(), (one with { Locks = [new(Orders, LockStrength.Share)] }).DigestOf());
    }

    [Fact]
    public void Conflicts_are_those_of_the_documentation()
    {
        // Table 13.2, row by row: X where the requested mode conflicts with the held one.
        string[] table =
        [
            ".......X", "......XX", "....XXXX", "...XXXXX", "..XX.XXX", "..XXXXXX", ".XXXXXXX", "XXXXXXXX",
        ];
        foreach (var strength in Enum.GetValues<LockStrength>())
            Assert.Equal(table[(int)strength - 1], string.Concat(Enum.GetValues<LockStrength>().Select(o =>
                (strength.ConflictBits() & 1 << (int)o) != 0 ? 'X' : '.')));
    }

    private static ImmutableArray<Effect> Effects(Plan plan, Impact impact) =>
        plan.With(ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(Shop, Rehearsal(impact))).Statements.Single().Source.Effects;

    private static TargetRehearsal Rehearsal(Impact impact) => new(
        Shop, "the schema of orders-prod", 15, Schema.Empty.Fingerprint, SchemaDifference.None,
        [new StatementRehearsal.Observed(impact, null)], [], [], []);

    private static Plan Read(params ImmutableArray<Effect> effects)
    {
        var plan = Given.Plan("ALTER TABLE orders ALTER total TYPE bigint");
        return Plan.Of([.. plan.Targets.Select(t => t with
        {
            Statements = [.. t.Statements.Select(s => s with { Source = s.Source with { Effects = effects } })],
        })]);
    }
}
