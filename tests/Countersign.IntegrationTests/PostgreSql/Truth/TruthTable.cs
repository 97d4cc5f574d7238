namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>The table on one major.</summary>
public static class TruthTable
{
    internal static TheoryData<string> RowsOn(int major) => [.. TruthRow.All.Where(r => r.IsOn(major)).Select(r => r.Name)];

    internal static async Task Holds(Task<TruthServer> server, string name)
    {
        var row = TruthRow.All.Single(r => r.Name == name);
        var problems = await Problems(server, row);
        Assert.True(problems.IsEmpty, $"PostgreSQL {(await server).Major}, {name}: {row.Sql}\n{string.Join("\n", problems)}\n({row.Text("from")})");
    }

    internal static async Task<ImmutableArray<string>> Problems(Task<TruthServer> server, TruthRow row) =>
        TruthComparison.Problems(row, (await server).Major, await TruthRun.Of(await server, row));

    /// <summary>A server for a class of tests.</summary>
    public abstract class Fixture : IAsyncDisposable
    {
        protected Fixture(int major) => Running = TruthServer.Start(major);

        internal Task<TruthServer> Running { get; }

        public async ValueTask DisposeAsync()
        {
            await (await Running).DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}
