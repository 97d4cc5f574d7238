using System.Data.Common;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.Bot.Store;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>A database of the world as one process sees it: before each of its transactions another may go first, or the process end.</summary>
/// <param name="replica">Null for who only looks at it afterwards.</param>
internal sealed class SteppedDatabase(SqliteFile file, Replica? replica) : ForwardedDatabase(file)
{
    public override bool SharesCommits => false;

    public override DbConnection Open()
    {
        replica?.Live();
        var connection = new SqliteConnection($"Data Source={Name}"); // in memory, no setting of a file matters
        connection.Open();
        return connection;
    }

    public override ImmutableArray<string> Beginning(bool isAlone)
    {
        replica?.Commits();
        return base.Beginning(isAlone);
    }

    public override async Task<T> Alone<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        if (replica is not null) await replica.Step("store: a transaction");
        return await base.Alone(work, cancellation);
    }

    public override async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
    {
        // A renewal comes from a timer, whose thread does not wait for others.
        if (replica is not null && !sql.Contains(" set until = @Until", StringComparison.Ordinal)) await replica.Step("store: a command");
        return await base.Execute(sql, parameters, cancellation);
    }

    public override async Task<ImmutableArray<TRow>> Query<TRow>(string sql, object parameters, CancellationToken cancellation)
    {
        if (replica is not null) await replica.Step("store: a query");
        return await base.Query<TRow>(sql, parameters, cancellation);
    }
}
