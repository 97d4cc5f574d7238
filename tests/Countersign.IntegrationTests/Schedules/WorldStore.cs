using System.Collections.Concurrent;
using System.Globalization;
using Countersign.Bot.Store;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>Inbox, store and ledger of a simulated world, in memory; they outlive its processes.</summary>
internal sealed class WorldStore : IDisposable
{
    private static readonly ImmutableArray<string> Names = ["Inbox", "Store", "Ledger"];
    private static readonly Lazy<ImmutableDictionary<string, SqliteConnection>> Templates = new(() => Names.ToImmutableDictionary(n => n, Template));

    /// <summary>
    /// Taken again by later worlds: what Dapper compiles for a command it keeps by the connection string, and a new one for each of
    /// two thousand worlds took a quarter of their time.
    /// </summary>
    private static readonly ConcurrentBag<int> FreeNumbers = [];

    private static int _numbers;

    private readonly int _number = FreeNumbers.TryTake(out var number) ? number : Interlocked.Increment(ref _numbers);
    private readonly ImmutableArray<SqliteConnection> _open;

    public WorldStore() => _open = [.. Names.Select(Copy)];

    /// <summary>As a process sees it; as nobody in particular does, when null.</summary>
    public SteppedDatabase Of(string name, Replica? replica) => new(FileOf(name), replica);

    public void Dispose()
    {
        foreach (var name in Names)
        {
            using var pooled = (SqliteConnection)Of(name, null).Open();
            SqliteConnection.ClearPool(pooled);
        }

        foreach (var connection in _open) connection.Dispose();
        FreeNumbers.Add(_number);
    }

    private SqliteFile FileOf(string name) => new(Address(name + _number.ToString(CultureInfo.InvariantCulture)));

    private SqliteConnection Copy(string name)
    {
        var copy = Keep(name + _number.ToString(CultureInfo.InvariantCulture));
        lock (Templates) Templates.Value[name].BackupDatabase(copy);
        return copy;
    }

    private static SqliteConnection Template(string name)
    {
        var open = Keep(name);
        SchemaUpgrade.Run(new SqliteFile(Address(name)), SchemaFiles.Of(name), TimeProvider.System);
        return open;
    }

    private static SqliteConnection Keep(string name)
    {
        var connection = new SqliteConnection($"Data Source={Address(name)};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Gone when its last connection is closed.</summary>
    private static string Address(string name) => $"file:/countersign-schedule-{name}?vfs=memdb";
}
