using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>Every statement of the corpus up, down and up again on a real server; or the reason why not.</summary>
public sealed class UpDownUpTests(PostgreSqlServers servers)
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Corpus.Folder, "*.sql").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_statement_is_undone_exactly_or_says_why_not(string file)
    {
        var corpus = Corpus.Read(file);
        var database = await TestDatabase.Create(await servers.Shared);
        await using var session = await ReversalSession.Open(database, corpus.Setup);
        var failures = new List<string>();
        foreach (var one in corpus.Cases)
            if (await Problem(session, one) is { } problem) failures.Add($"{one.Sql}\n    {problem}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {corpus.Cases.Length}:\n" + string.Join("\n", failures));
    }

    [Fact]
    public void The_corpus_has_at_least_two_hundred_statements() =>
        Assert.InRange(Files.Sum(f => Corpus.Read(f.Data).Cases.Length), 200, int.MaxValue);

    [Theory]
    [InlineData("ALTER TABLE s.t ADD COLUMN b int", "SELECT 1", "down does not restore")]
    [InlineData("ALTER TABLE s.t ADD COLUMN b int", "ALTER TABLE s.t DROP COLUMN c", "down fails")]
    [InlineData("CREATE INDEX i ON s.t (a)", "DROP INDEX s.i; CREATE INDEX j ON s.t (a)", "down does not restore")]
    public async Task A_wrong_reversal_is_noticed(string up, string down, string expected)
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var session = await ReversalSession.Open(database, "CREATE SCHEMA s; CREATE TABLE s.t (a int)");

        Assert.Contains(expected, await Problem(session, new("", up, null), new Reversal.By(down)), StringComparison.Ordinal);
    }

    private static async Task<string?> Problem(ReversalSession session, CorpusCase one, Reversal? instead = null)
    {
        await session.Run("SAVEPOINT one");
        try
        {
            await session.Run(one.Given);
            var (before, counters) = (await session.Read(), await session.Counters());
            await session.Run(one.Sql);
            var after = await session.Read();
            var impact = ReversalSession.Between(counters, await session.Counters(), one.Sql);
            var reversal = instead ?? SchemaReversal.Of(
                SchemaDifference.Between(before, after), before, after, impact, !one.Sql.Contains("USING", StringComparison.OrdinalIgnoreCase));
            return reversal switch
            {
                Reversal.Irreversible(var because) when one.Reason is null => $"irreversible, because {because}",
                Reversal.Irreversible(var because) => because.Contains(one.Reason, StringComparison.Ordinal) ? null : $"the reason is: {because}",
                Reversal.By(var sql) when one.Reason is not null => $"reversible by {sql}",
                Reversal.By(var sql) => await DownAndUp(session, one.Sql, sql, before, after),
                _ => "no reversal",
            };
        }
        catch (PostgresException e)
        {
            return $"the case itself fails: {e.MessageText}";
        }
        finally
        {
            await session.Run("ROLLBACK TO one");
        }
    }

    private static async Task<string?> DownAndUp(ReversalSession session, string up, string down, Schema before, Schema after)
    {
        try
        {
            await session.Run(down);
        }
        catch (PostgresException e)
        {
            return $"down fails: {e.MessageText}\n{down}";
        }

        if (await session.Read() is var restored && restored.Fingerprint != before.Fingerprint)
            return $"down does not restore:\n{down}\n{Words(SchemaDifference.Between(before, restored))}";
        await session.Run(up);
        return await session.Read() is var again && again.Fingerprint != after.Fingerprint
            ? $"up again is another:\n{down}\n{Words(SchemaDifference.Between(after, again))}"
            : null;
    }

    private static string Words(SchemaDifference difference) =>
        string.Join('\n', difference.Objects.Take(5).Select(o => $"      - {o.Before?.Definition}\n      + {o.After?.Definition}"));
}
