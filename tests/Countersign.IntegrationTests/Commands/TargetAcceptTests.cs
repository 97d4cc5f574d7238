using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign target accept` shows what differs and keeps one person's word for exactly that.</summary>
public sealed class TargetAcceptTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task What_differs_is_shown_and_kept_with_who_accepts_it_and_why()
    {
        var (database, desk) = await Desk();
        await using var _ = desk;
        await Know(desk, database);
        await database.Execute("CREATE TABLE by_hand (id int)");

        var told = (await Accept(desk, "ana", "support needs it")).Ends(0);

        Assert.Contains("table `public.by_hand` is new", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("column", told.Output, StringComparison.Ordinal); // goes without saying
        var word = Assert.Single(await desk.Stored("select acceptance from known_schemas where acceptance is not null"));
        Assert.Contains("\"by\":\"ana\",\"because\":\"support needs it\"", word, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_differs_or_nothing_is_known_it_says_so_and_keeps_nothing()
    {
        var (database, desk) = await Desk();
        await using var _ = desk;
        Assert.Contains("the first review takes it as it is", (await Accept(desk, "ana", "why not")).Ends(2).Errors, StringComparison.Ordinal);
        await Know(desk, database);

        Assert.Contains("there is nothing to accept", (await Accept(desk, "ana", "why not")).Ends(1).Output, StringComparison.Ordinal);
        Assert.Contains("must say something", (await Accept(desk, "ana", " ")).Ends(2).Errors, StringComparison.Ordinal);
        Assert.Empty(await desk.Stored("select acceptance from known_schemas where acceptance is not null"));
    }

    private static Task<Cli> Accept(OperatorDesk desk, string by, string because) =>
        desk.Run("target", "accept", "orders-prod", "--by", by, "--because", because, "--policy", "production.yml");

    private static Task Know(OperatorDesk desk, TestDatabase database) => desk.WithBot(async bot =>
    {
        var server = Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Identity;
        var schema = Assert.IsType<SchemaReading.Read>(await database.Target().ReadSchema(CancellationToken.None)).Schema;
        await bot.GetRequiredService<KnownSchemaRecords>().KeepFirst(server, schema, CancellationToken.None);
    });

    private async Task<(TestDatabase Database, OperatorDesk Desk)> Desk()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        string Login(string role) => database.Server.ConnectionString(role, database.Name);
        var desk = await OperatorDesk.Open(("orders-prod", new
        {
            Dialect = "postgresql",
            Apply = Login(database.ApplyRole),
            Verify = Login(database.VerifyRole),
            Admin = Login(database.AdminRole),
        }));
        await File.WriteAllTextAsync(Path.Combine(desk.Clone.Path, "production.yml"), $$"""
            version: 1
            targets:
              - name: orders-prod
                environment: production
                dialect: postgresql
                server_version: {{database.Server.Major}}
                scripts: ["orders/*.sql"]
                connection: orders-prod
            default: { require: { count: 1, from: [role:write] } }
            """);
        return (database, desk);
    }
}
