using System.Globalization;
using CsCheck;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>Whatever order statements come in, what undoes them restores the schema.</summary>
public sealed class GeneratedReversalTests(GeneratedReversalTests.Servers servers) : IClassFixture<GeneratedReversalTests.Servers>
{
    /// <summary>Sequences for each major. A sequence takes as long as reading the catalogue a few times.</summary>
    private const int Sequences = 12;

    /// <summary>Set to a number for other sequences than those that every run tries.</summary>
    private const string Seed = "COUNTERSIGN_TEST_SEED";

    private static readonly Gen<string[]> Statements = GeneratedStatements.One.Array[6, 12];

    public static TheoryData<int> Majors => PostgreSqlServers.Majors;

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Any_sequence_is_undone_in_turn(int major)
    {
        await using var session = await Open(major);
        var undone = 0;
        foreach (var statements in Generated())
        {
            var outcome = await UndoneInTurn.Of(session, major, statements);
            Assert.True(outcome.Problem is null, outcome.Problem is null ? "" : await Least(session, major, [.. statements]));
            undone += outcome.Undone;
        }

        Assert.True(undone >= Sequences, $"only {undone} statements were undone, so little was tried");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALTER TABLE s.t DROP COLUMN e; COMMENT ON TABLE s.t IS 'left behind'")]
    public async Task What_does_not_restore_the_schema_is_noticed(string down)
    {
        var major = PostgreSqlBinaries.Majors[0];
        await using var session = await Open(major);

        var outcome = await UndoneInTurn.Of(session, major, ["ALTER TABLE s.t ADD COLUMN e int", "CREATE SEQUENCE s.o"],
            d => d.Contains("COLUMN", StringComparison.Ordinal) ? down : d);

        Assert.Contains("it is not as before", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_cannot_be_undone_is_where_undoing_ends()
    {
        var major = PostgreSqlBinaries.Majors[0];
        await using var session = await Open(major);

        var outcome = await UndoneInTurn.Of(session, major,
            ["CREATE SEQUENCE s.o", "ALTER TABLE s.t DROP COLUMN c", "CREATE SEQUENCE s.p", "ALTER TABLE nowhere ADD COLUMN a int"]);

        Assert.Equal(new UndoneInTurn(3, 1, null), outcome);
    }

    private static IEnumerable<string[]> Generated()
    {
        var seed = uint.Parse(Environment.GetEnvironmentVariable(Seed) ?? "1", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, Sequences).Select(i => Statements.Generate(new PCG(seed, (ulong)i), null, out _));
    }

    private async Task<ReversalSession> Open(int major) =>
        await ReversalSession.Open(await TestDatabase.Create(await servers.Of(major)), GeneratedStatements.Setup);

    /// <summary>What is wrong, with no statement in it that does not matter.</summary>
    private static async Task<string> Least(ReversalSession session, int major, ImmutableArray<string> statements)
    {
        for (var i = statements.Length - 1; i >= 0; i--)
            if ((await UndoneInTurn.Of(session, major, statements.RemoveAt(i))).Problem is not null) statements = statements.RemoveAt(i);
        return $"{string.Join(";\n", statements)};\n{(await UndoneInTurn.Of(session, major, statements)).Problem}";
    }

    /// <summary>Servers where nobody else makes roles meanwhile: those belong to all of a server, and would be differences here.</summary>
    public sealed class Servers : IAsyncDisposable
    {
        private readonly PostgreSqlServers _own = new();

        internal Task<PostgreSqlServer> Of(int major) => _own.Of(major);

        public ValueTask DisposeAsync() => _own.DisposeAsync();
    }
}
