using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Countersign.Benchmarks.Webhooks;

/// <summary>
/// Our endpoint against probot's, one after the other in the same run, under the same load. Ours authenticates and has
/// the message on disk before it answers; probot authenticates and keeps nothing. Needs wrk, node and npm.
/// Bars: 5,000 messages a second, 99 of 100 answered within 10 ms.
/// </summary>
internal static class WebhookBenchmark
{
    /// <summary>Until both runtimes have compiled what is hot; less would measure their compilers.</summary>
    private const int WarmUpSeconds = 12;

    private static readonly ImmutableArray<int> Connections = [32, 64];

    public static async Task<int> Run(string[] args)
    {
        var seconds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 15;
        using var directory = new WorkDirectory();
        var message = new SignedMessage(8 * 1024);
        var best = true;
        foreach (var connections in Connections)
        {
            var probot = await Measure(await ProbotServer.Start(directory.Path), message, connections, seconds);
            Console.WriteLine($"probot,      {connections,2} connections: {probot}");
            var ours = await Measure(await CountersignServer.Start(directory.Path), message, connections, seconds);
            Console.WriteLine($"countersign, {connections,2} connections: {ours}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ours.Rate / probot.Rate:F2}, rows on disk {Rows(directory.Path)}"));
            best &= ours.Errors == 0;
        }

        return best ? 0 : 1;
    }

    private static async Task<Measurement> Measure(ServerProcess server, SignedMessage message, int connections, int seconds)
    {
        using (server)
        {
            await Wrk.Run(server, message, connections, WarmUpSeconds);
            return await Wrk.Run(server, message, connections, seconds);
        }
    }

    private static long Rows(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "data", "inbox.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from deliveries";
        return (long)command.ExecuteScalar()!;
    }
}
