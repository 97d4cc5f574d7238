using System.Globalization;
using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign review --rehearse`: a developer sees what a change does before anybody else does.</summary>
public sealed class RehearsedReviewTests
{
    private static readonly string Policy = ShopClone.Policy.Replace(
        "server_version: 17", "server_version: " + PostgreSqlBinaries.Find().Major.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_seen_on_the_scripts_of_the_base_is_shown()
    {
        using var shop = Shop("ALTER TABLE orders ALTER COLUMN total TYPE bigint;\n");
        var told = (await Review(shop, "--rehearse")).Ends(10).Output;
        Assert.Contains("Rehearsed on PostgreSQL", told, StringComparison.Ordinal);
        Assert.Contains("the script on before", told, StringComparison.Ordinal);
        Assert.Contains("ACCESS EXCLUSIVE on `orders`", told, StringComparison.Ordinal);
        Assert.DoesNotContain("changes the session", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_being_asked_to_nothing_is_rehearsed()
    {
        using var shop = Shop("ALTER TABLE orders ALTER COLUMN total TYPE bigint;\n");
        Assert.DoesNotContain("ehearsed", (await Review(shop)).Ends(10).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_a_finding_in_its_own_words()
    {
        using var shop = Shop("ALTER TABLE orders DROP COLUMN sum;\n");
        var told = (await Review(shop, "--rehearse")).Ends(10).Output;
        Assert.Contains("PG101", told, StringComparison.Ordinal);
        Assert.Contains("column \"sum\" of relation \"orders\" does not exist", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_programs_of_the_major_the_report_says_what_to_install()
    {
        using var shop = Shop("DROP TABLE orders;\n", ShopClone.Policy.Replace("server_version: 17", "server_version: 13", StringComparison.Ordinal));
        Assert.Contains("install the package `postgresql-13`", (await Review(shop, "--rehearse")).Ends(10).Output, StringComparison.Ordinal);
    }

    private static ShopClone Shop(string sql, string? policy = null)
    {
        var shop = new ShopClone(policy ?? Policy).With("CREATE TABLE orders (id int PRIMARY KEY, total int);\n", "orders/0001.sql");
        shop.Git.Switch("before", "change");
        shop.Git.Switch("after", "change");
        return shop.With(sql, "orders/0002.sql");
    }

    private static Task<Cli> Review(ShopClone shop, params string[] more) =>
        Cli.Run(shop.Path, ["review", "--base", "before", "--head", "after", .. more]);
}
