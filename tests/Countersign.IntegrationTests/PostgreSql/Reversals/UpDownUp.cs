using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>A statement of the corpus up, down and up again on a real server; or the reason why not.</summary>
public static class UpDownUp
{
    private static readonly ImmutableArray<string> Names = [.. Directory.GetFiles(Corpus.Folder, "*.sql").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    internal static TheoryData<string> Files => [.. Names];

    internal static int Count => Names.Sum(f => Corpus.Read(f).Cases.Length);

    internal static async Task Holds(Task<PostgreSqlServer> server, string file)
    {
        var corpus = Corpus.Read(file);
        var database = await TestDatabase.Create(await server);
        await using var session = await ReversalSession.Open(database, corpus.Setup);
        var failures = new List<string>();
        foreach (var one in corpus.Cases)
            if (await Problem(session, database.Server.Major, one) is { } problem) failures.Add($"{one.Sql}\n    {problem}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {corpus.Cases.Length} on {database.Server.Major}:\n" + string.Join("\n", failures));
    }

    internal static async Task<string?> Problem(ReversalSession session, int major, CorpusCase one, Reversal? instead = null)
    {
        await session.Run("SAVEPOINT one");
        try
        {
            await session.Run(one.Given);
            var (before, was) = one.Given.Length == 0 ? await session.ReadSetup() : (await session.Read(), await session.Look());
            await session.Run(one.Sql);
            var after = await session.Read();
            var impact = ReversalSession.Between(was, await session.Look());
            var reversal = instead ?? SchemaReversal.Of(
                SchemaDifference.Between(before, after), before, after, impact, ReversalSession.ConvertsByTheServersOwnRules(one.Sql, major));
            return reversal switch
            {
                Reversal.Irreversible(var because) when one.MayBeUnread && IsUnread(because) => null,
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

    private static bool IsUnread(string because) =>
        because == "it changes nothing that could be undone" || because.StartsWith("no definition holds ", StringComparison.Ordinal);

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

    /// <summary>A server where nobody else makes roles meanwhile: those belong to all of it.</summary>
    public abstract class Fixture : IAsyncDisposable
    {
        protected Fixture(int major) => Running = PostgreSqlServer.StartAsync(major: major);

        internal Task<PostgreSqlServer> Running { get; }

        public async ValueTask DisposeAsync()
        {
            await (await Running).DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}
