using Countersign.Drift;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Schemas;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.IntegrationTests.SqlServer.Drift;

/// <summary>The schema of a database, extracted by DacFx into a dacpac, as drift is told from it.</summary>
public sealed class LiveSchemaTests
{
    [Fact]
    public void A_dacpac_of_an_enrolled_database_holds_what_its_script_declares_and_the_markers_are_left_out()
    {
        Assert.Contains(Extracted.Packed.Shop.Objects, o => o.Identity == "countersign.marker");
        Assert.Equal(Shown(Extracted.Enrolled), Shown(Extracted.Packed.Shop)); // else the marker schema has moved on: pack them anew
        Assert.Contains(Extracted.Packed.Shop.Objects, o => o.Kind == SchemaObjectKind.Grant && o.Definition.Contains("countersign", StringComparison.Ordinal));
        Assert.Equal(Shown(Extracted.Declared.Shop), Shown(Extracted.Seen.Shop));
        Assert.Equal(Shown(Extracted.Declared.ByHand), Shown(Extracted.Seen.ByHand));
    }

    [Fact]
    [Invariant(31)]
    public void What_somebody_did_by_hand_between_two_dacpacs_is_named()
    {
        var known = new KnownSchema(Extracted.Seen.Shop, "left by deployment 12", []);

        var drift = Assert.IsType<SchemaDrift.Differs>(known.Compare(Extracted.Seen.ByHand));

        Assert.Equal(
        [
            "column `dbo.orders.total` is another", "grant `GRANT DELETE ON OBJECT::[dbo].[orders] TO [shop_apply]` is new",
            "index `dbo.orders.ix_customer` is gone", "routine `dbo.close_order` is another", "table `dbo.by_hand` is new",
        ], DriftClauses.Of(drift.Difference).Order(StringComparer.Ordinal));
        Assert.IsType<SchemaDrift.None>(known.Compare(Extracted.Seen.Shop));
    }

    [Fact]
    public async Task The_target_reads_what_the_database_of_its_verify_login_has()
    {
        await using var server = await PretendServer.Enrolled();
        var asked = "";

        var reading = await server.Target(connection =>
        {
            asked = connection;
            return Extracted.Shop;
        }).ReadSchema(TestContext.Current.CancellationToken);

        Assert.Equal(Extracted.Seen.Shop.Fingerprint, Assert.IsType<SchemaReading.Read>(reading).Schema.Fingerprint);
        Assert.Contains("verifier", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verify_login_that_does_not_see_everything_sees_nothing_gone()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add((SchemaSight.MaySeeSql, _ => new Wire.TdsReply().Rows(1, ["0"]).ToArray()));

        var reading = await server.Target(_ => Extracted.Shop).ReadSchema(TestContext.Current.CancellationToken);

        Assert.Contains("GRANT VIEW DEFINITION", Assert.IsType<SchemaReading.Unavailable>(reading).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_database_than_the_enrolled_one_is_not_read()
    {
        await using var server = await PretendServer.Enrolled();
        server.Broker = "00000000-6B2A-4C52-9C4E-0B2C3D4E5F60";

        Assert.IsType<SchemaReading.Unavailable>(await server.Target(_ => Extracted.Shop).ReadSchema(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_dacpac_is_unavailable()
    {
        await using var server = await PretendServer.Enrolled();

        var reading = await server.Target(_ => new SchemaSource([], [1, 2, 3])).ReadSchema(TestContext.Current.CancellationToken);

        Assert.Contains("cannot be read", Assert.IsType<SchemaReading.Unavailable>(reading).Because, StringComparison.Ordinal);
    }

    [Fact]
    [Invariant(35)]
    public async Task A_server_that_refuses_the_extraction_is_unavailable_and_neither_its_words_nor_password_or_address_are_shown()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add((SchemaSight.MaySeeSql, _ =>
        {
            server.Instead.Insert(0, ("", _ => new Wire.TdsReply().Error(297, 16, "The user is ana@example.org.").ToArray()));
            return new Wire.TdsReply().Rows(1, ["1"]).ToArray();
        }
        ));

        var because = Assert.IsType<SchemaReading.Unavailable>(await server.Target().ReadSchema(TestContext.Current.CancellationToken)).Because;

        Assert.Contains("DacFx cannot extract it", because, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@", because, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", because, StringComparison.Ordinal);
        Assert.DoesNotContain(PretendPassword(server), because, StringComparison.Ordinal);
    }

    private static string PretendPassword(PretendServer server) =>
        server.Endpoint.ConnectionString("verifier").Split(';').Single(p => p.StartsWith("Password=", StringComparison.Ordinal))["Password=".Length..];

    private static string Shown(Schema schema) => string.Join('\n', schema.Objects.Select(o => $"{o.Kind} {o.Identity} :: {o.Definition}"));
}
