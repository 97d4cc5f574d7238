using System.Diagnostics;
using System.Text.RegularExpressions;
using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Schemas;
using Countersign.Targets.PostgreSql;
using Countersign.Tests;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>The rights that the installation guide gives are enough, and are no more than it says.</summary>
public sealed partial class GrantsTests(PostgreSqlServers servers) : IDisposable
{
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("countersign-secrets-");

    private static readonly string Guide = Golden.Repository("docs/guide/install.md");
    private static readonly CancellationToken None = CancellationToken.None;

    public void Dispose() => _secrets.Delete(recursive: true);

    [Fact]
    public async Task Logins_of_web_and_review_can_do_their_work_and_not_the_executors()
    {
        var server = await servers.Shared;
        await server.Execute("create database grants");
        await Script(server, "logins.sh");
        foreach (var name in new[] { "Inbox", "Store", "Ledger" })
        {
            using var schema = new PostgreSqlSchema(server.ConnectionString("cs_execute", "grants") + ";Pooling=true", name);
            SchemaUpgrade.Run(schema, SchemaFiles.Of(name), TimeProvider.System);
        }

        await Script(server, "grants.sh");
        await Script(server, "grants.sh"); // after an upgrade

        using (var inbox = Open("cs_web", "Inbox")) await Accept(inbox);
        using (var store = Open("cs_web", "Store")) await Refused(store, "select 1 from countersign_store.changes");
        using (var schema = Open("cs_review", "Inbox"))
        using (var inbox = new Countersign.Bot.Store.Inbox(schema, TimeProvider.System)) Assert.Single(await inbox.ReadNew(None));
        using var review = Open("cs_review", "Store");
        await new PlanRecords(review).ReadAll(new(new(7), 12), None);
        await new CommandRecords(review).KeepAnswered(new(new(7), 12), 5, None);
        await new DeploymentRecords(review, TimeProvider.System).ReadUnfinished(None);
        await Refused(review, "update deployments set state = 'done'");
        await Refused(review, "insert into enrolments values (1, 'x', '{}', '')");
        await Refused(review, "update fences set last = 0");

        PostgreSqlSchema Open(string role, string name)
        {
            var schema = new PostgreSqlSchema(server.ConnectionString(role, "grants") + ";Pooling=true", name);
            if (role == "cs_review" || name == "Inbox") SchemaUpgrade.Run(schema, SchemaFiles.Of(name), TimeProvider.System); // nothing is missing
            return schema;
        }
    }

    [Fact]
    public async Task A_login_that_only_reads_is_enough_to_rehearse_on_the_targets_schema()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var read = database.Name + "_read";
        await database.Server.CreateRole(read);
        foreach (var grant in BlockWith("orders_read").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(s => s.StartsWith("GRANT", StringComparison.Ordinal)))
            await database.Execute(grant.Replace("orders_read", read, StringComparison.Ordinal));
        var target = new PostgreSqlTarget(
            database.Policy, new($"Username={database.ApplyRole}", database.Server.ConnectionString(read, database.Name), null),
            TestDatabase.Impatient, TimeProvider.System);

        Assert.IsType<TargetState.Ready>(await target.ReadState(None));
        Assert.IsType<SchemaReading.Read>(await target.ReadSchema(None));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAs(read, "UPDATE countersign.target SET fence = 9"));
    }

    /// <summary>What compose runs in the containers of the store, with secrets as it mounts them.</summary>
    private async Task Script(PostgreSqlServer server, string name)
    {
        foreach (var role in new[] { "web", "review", "execute" })
            await File.WriteAllTextAsync(Path.Combine(_secrets.FullName, "store-" + role), $"{server.ConnectionString("cs_" + role, "grants")}\n");
        foreach (var file in new[] { name, "grants.sql" })
            await File.WriteAllTextAsync(Path.Combine(_secrets.FullName, file), Golden.Repository("deploy/postgres/" + file));
        var start = new ProcessStartInfo("sh", [Path.Combine(_secrets.FullName, name)]) { RedirectStandardError = true };
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["SECRETS"] = _secrets.FullName,
            ["GRANTS"] = Path.Combine(_secrets.FullName, "grants.sql"),
            ["POSTGRES_DB"] = "grants",
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PGPASSWORD"] = server.PasswordOf("postgres"),
        }) start.Environment[key] = value;
        using var shell = Process.Start(start)!;
        var errors = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, errors);
    }

    private static async Task Accept(PostgreSqlSchema schema)
    {
        using var inbox = new Countersign.Bot.Store.Inbox(schema, TimeProvider.System);
        await inbox.Accept(new("github", "g", "ping", ImmutableSortedDictionary<string, string>.Empty, "{}"u8.ToArray(), DateTimeOffset.UnixEpoch));
    }

    private static async Task Refused(PostgreSqlSchema schema, string sql) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => schema.Execute(sql, new { }, None))).SqlState);

    private static string BlockWith(string text) => Comments().Replace(
        SqlBlock().Matches(Guide).Select(m => m.Groups[1].Value).Single(b => b.Contains(text, StringComparison.Ordinal)), "");

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SqlBlock();

    [GeneratedRegex("--.*")]
    private static partial Regex Comments();
}
