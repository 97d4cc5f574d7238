using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.IntegrationTests.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign target` and `countersign repository`, as the installation guide has them.</summary>
public sealed class TargetTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_target_is_enrolled_and_its_history_declared()
    {
        await using var desk = await OperatorDesk.Open();

        var told = (await desk.Enrol()).Ends(0);
        Assert.Contains("pass  only its owners can write the file", told.Output);
        Assert.Equal([$"{desk.RepositoryId}:shop-prod"], await desk.Stored("select repository || ':' || target from enrolments"));

        told = (await desk.Run("target", "baseline", "shop-prod", "--ref", "main")).Ends(0);
        Assert.Contains("db/0001-base.sql", told.Output);
        Assert.Equal(["db/0001-base.sql"], await desk.InProduction("select path from countersign_script"));
    }

    [Fact]
    public async Task A_login_that_is_too_strong_is_refused_and_nothing_is_remembered()
    {
        var server = await servers.Shared;
        var database = await TestDatabase.Create(server);
        await database.Execute($"ALTER ROLE {database.ApplyRole} SUPERUSER");
        string Login(string role) => server.ConnectionString(role, database.Name);
        await using var desk = await OperatorDesk.Open(("orders-prod", new
        {
            Dialect = "postgresql",
            Apply = Login(database.ApplyRole),
            Verify = Login(database.VerifyRole),
            Admin = Login(database.AdminRole),
        }));

        var told = (await desk.Enrol("orders-prod")).Ends(1);

        Assert.Contains("FAIL  the executing login is not a superuser", told.Output);
        Assert.Empty(await desk.Stored("select target from enrolments"));
    }

    [Theory]
    [InlineData("shop-prod", "acme/unknown", "install the app on it")]
    [InlineData("shop-staging", "acme/shop", "it has `shop-prod`, `orders-prod`")]
    [InlineData("orders-prod", "acme/shop", "no postgresql connection `orders-prod`")]
    public async Task What_is_not_known_is_named_with_the_next_step(string target, string repository, string next)
    {
        await using var desk = await OperatorDesk.Open();
        Assert.Contains(next, (await desk.Enrol(target, repository)).Ends(2).Errors);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_used_is_named_and_not_shown()
    {
        const string bad = "Host=db;Username=u;Password=hush;Search Path=x";
        await using var desk = await OperatorDesk.Open(("orders-prod", new { Dialect = "postgresql", Apply = bad, Verify = bad, Admin = bad }));
        var told = (await desk.Enrol("orders-prod")).Ends(2);
        Assert.Contains("connection `orders-prod` cannot be used", told.Errors);
        Assert.DoesNotContain("hush", told.Errors);
    }

    [Fact]
    public async Task Nothing_becomes_history_before_enrolling_or_without_being_a_script()
    {
        await using var desk = await OperatorDesk.Open();
        Assert.Contains("shop-prod", (await desk.Run("target", "baseline", "shop-prod")).Ends(2).Errors);
        (await desk.Enrol()).Ends(0);
        Assert.Contains("`README.md` is no script", (await desk.Run("target", "baseline", "shop-prod", "--script", "README.md")).Ends(2).Errors);
        Assert.Empty(await desk.InProduction("select path from countersign_script"));
    }

    [Fact]
    public async Task A_suspended_repository_works_again_once_a_person_vouches_for_it()
    {
        await using var desk = await OperatorDesk.Open();
        var id = new RepositoryId(desk.RepositoryId);
        await desk.WithBot(async parts =>
        {
            await parts.GetRequiredService<RepositoryRecords>().Observe(id, "acme/shop", null, default);
            await parts.GetRequiredService<RepositoryRecords>().Suspend(id, "its branch was rewritten", default);
        });

        Assert.Contains("its branch was rewritten", (await desk.Enrol()).Ends(2).Errors);
        Assert.Empty(await desk.Stored("select target from enrolments"));
        (await desk.Run("repository", "enrol", "acme/shop")).Ends(0);
        (await desk.Enrol()).Ends(0);
    }
}
