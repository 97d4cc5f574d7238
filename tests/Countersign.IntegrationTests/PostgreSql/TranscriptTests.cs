using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>
/// Every byte of SQL that reaches the server under the executing login: the signed bytes and our bookkeeping, and nothing
/// else (INV-11). A change of an approved file is a change of what we send to production, and is reviewed as one.
/// </summary>
[Invariant(11)]
public sealed class TranscriptTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_transactional_unit()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var tap = new WireTap(database.Server.Port);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(tap.Port).Apply(plan)));

        await Approve(tap, database);
    }

    [Fact]
    public async Task A_unit_that_is_held_to_its_rehearsal()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)"));
        var rehearsal = await database.Rehearse(plan);
        await using var tap = new WireTap(database.Server.Port);

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(tap.Port).Apply(plan.Rehearsed(rehearsal))));

        await Approve(tap, database);
    }

    [Fact]
    public async Task A_statement_that_runs_alone()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await database.Execute("CREATE TABLE big (v int)");
        await database.Execute($"ALTER TABLE big OWNER TO {database.ApplyRole}");
        await using var tap = new WireTap(database.Server.Port);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE INDEX CONCURRENTLY big_v ON public.big (v)") { Alone = true });

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(tap.Port).Apply(plan)));

        await Approve(tap, database);
    }

    [Fact]
    public async Task A_unit_that_fails()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var tap = new WireTap(database.Server.Port);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)", "SELECT 1 / 0"));

        Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target(tap.Port).Apply(plan)));

        await Approve(tap, database);
    }

    [Fact]
    public async Task Every_signed_statement_arrives_as_the_bytes_that_were_signed()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var tap = new WireTap(database.Server.Port);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql",
            "SELECT 'Ünïcödé 🐘 \u200b'\r\n, $a$b$c; -- no comment$a$ -- ;\t",
            "SELECT 1 AS \"$1 :name @name ?\", '{\"a\":1}'::jsonb @> '{}'",
            "/* a /* nested */ comment; */ SELECT 'C:\\'",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "SELECT U&'d\\0061t\\+000061', E'\\'; DROP TABLE x; --'",
            "select 1 as a$$b"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(tap.Port).Apply(plan)));

        var sent = tap.Seen.Where(m => m.User == database.ApplyRole && m.Type == 'P').Select(m => Convert.ToHexStringLower(SHA256.HashData(m.Sql!)));
        var signed = plan.Plan.Statements.Select(s => Convert.ToHexStringLower(SHA256.HashData(s.Source.Bytes.Span))).ToList();
        Assert.Equal(signed, sent.Where(signed.Contains));
        Assert.DoesNotContain(tap.Seen, m => m is { FromClient: true, Type: 'Q' });
    }

    [Fact]
    public async Task A_token_travels_as_a_parameter_behind_all_statements_and_never_as_text()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var tap = new WireTap(database.Server.Port);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t AS SELECT query FROM pg_stat_activity"));
        var intents = TestPlans.Intents(plan);

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(tap.Port).Apply(plan, intents)));

        var token = Convert.FromHexString(intents[0].Token.Hex);
        var sent = tap.Seen.Where(m => m is { FromClient: true } && m.User == database.ApplyRole).ToList();
        var holding = Assert.Single(sent, m => m.Body.AsSpan().IndexOf(token) >= 0);
        Assert.Equal('B', holding.Type);
        Assert.True(sent.IndexOf(holding) > sent.FindLastIndex(m => m.Sql is { } sql && sql.AsSpan().StartsWith("CREATE TABLE t"u8)));
        Assert.DoesNotContain(tap.Seen, m => m.Sql is { } sql && Encoding.UTF8.GetString(sql).Contains(intents[0].Token.Hex[..16], StringComparison.OrdinalIgnoreCase));
    }

    private static async Task Approve(WireTap tap, TestDatabase database, [CallerMemberName] string name = "", [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Transcripts", name);
        var received = Render(tap.Seen.Where(m => m.FromClient && m.User == database.ApplyRole), database.Server.Major);
        var approved = File.Exists(file + ".approved.txt") ? await File.ReadAllTextAsync(file + ".approved.txt") : "";
        if (approved != received) await File.WriteAllTextAsync(file + ".received.txt", received);
        Assert.Equal(approved, received);
    }

    private static string Render(IEnumerable<TapMessage> messages, int major)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            var line = message.Type switch
            {
                '\0' => "# start-up\n" + WireTap.Value(message.Body, "options").Replace(" -c ", "\n-c ", StringComparison.Ordinal),
                'P' or 'Q' => $"# {(message.Type == 'P' ? "parse" : "query")}\n{Encoding.UTF8.GetString(message.Sql!)}",
                'B' => ParametersOf(message.Body) is var n and > 0 ? $"# bind, {n} {(n == 1 ? "parameter" : "parameters")}" : null,
                'S' => "# sync",
                'D' or 'E' or 'p' => null, // describe, execute and the password exchange hold no SQL
                'X' => null, // the good-bye may come before or after the tap is read
                _ => $"# message {message.Type}",
            };
            if (line is not null) text.Append(line).Append('\n');
        }

        Assert.True(major >= 14, "the approved start-up has settings that 13 does not know");
        return text.ToString();
    }

    /// <summary>Bind: portal, statement, count and codes of formats, count of parameters.</summary>
    private static int ParametersOf(byte[] bind)
    {
        var at = Array.IndexOf(bind, (byte)0) + 1;
        at = Array.IndexOf(bind, (byte)0, at) + 1;
        var formats = (bind[at] << 8) + bind[at + 1];
        at += 2 + 2 * formats;
        return (bind[at] << 8) + bind[at + 1];
    }
}
