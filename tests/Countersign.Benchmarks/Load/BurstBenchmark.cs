using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Countersign.Benchmarks.Webhooks;
using Microsoft.Data.Sqlite;

namespace Countersign.Benchmarks.Load;

/// <summary>
/// 1,500 messages in ten seconds, as many as GitHub lets one repository send; the bot is killed in their middle and started again. What it
/// accepted has to be on disk. Then fifty a second for a while, to see whether its memory stays what it is.
/// Bars: nothing accepted is lost, 99 of 100 answered within 500 ms.
/// </summary>
internal static class BurstBenchmark
{
    private const int BurstMessages = 1500;
    private static readonly TimeSpan BurstTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(500);

    public static async Task<int> Run(string[] args)
    {
        var seconds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 120;
        using var directory = new WorkDirectory();
        using var http = new HttpClient();
        var passed = await Burst(directory.Path, http);
        using var server = await CountersignServer.Start(directory.Path);
        for (var minute = 0; minute * 60 < seconds; minute++)
        {
            var sent = await Send(http, server.Address, $"steady-{minute}", 50 * 60, TimeSpan.FromMinutes(1), null);
            Console.WriteLine($"50 a second, minute {minute + 1}: {sent}, resident {server.ResidentBytes / 1_000_000} MB");
            passed &= sent.Failed == 0 && sent.P99 <= Bar;
        }

        return passed ? 0 : 1;
    }

    private static async Task<bool> Burst(string directory, HttpClient http)
    {
        ServerProcess? server = await CountersignServer.Start(directory);
        await Send(http, server.Address, "warm", 200, TimeSpan.FromSeconds(2), null);
        var before = await Send(http, server.Address, "whole", BurstMessages, BurstTime, null);
        Console.WriteLine($"{BurstMessages} in {BurstTime.TotalSeconds:F0} s: {before}");
        var cut = await Send(http, server.Address, "cut", BurstMessages, BurstTime, server.Dispose);
        server = await CountersignServer.Start(directory);
        var lost = before.Accepted.Concat(cut.Accepted).Except(Kept(directory)).Count();
        server.Dispose();
        Console.WriteLine($"the same, killed in the middle: {cut}; of all {before.Accepted.Length + cut.Accepted.Length} accepted {lost} are not on disk");
        return lost == 0 && before.Failed == 0 && before.P99 <= Bar;
    }

    private static async Task<Sent> Send(HttpClient http, Uri address, string name, int messages, TimeSpan time, Action? halfway)
    {
        var body = new SignedMessage(8 * 1024);
        var (accepted, times, failed) = (new ConcurrentBag<string>(), new ConcurrentBag<TimeSpan>(), 0);
        var (start, pending) = (Stopwatch.GetTimestamp(), new List<Task>());
        for (var i = 0; i < messages; i++)
        {
            var due = time * ((double)i / messages) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            if (i == messages / 2) halfway?.Invoke();
            pending.Add(One(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}")));
        }

        await Task.WhenAll(pending);
        return new([.. accepted], failed, times.IsEmpty ? TimeSpan.Zero : times.Order().ElementAt((int)(times.Count * 0.99)));

        async Task One(string id)
        {
            var sent = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await http.SendAsync(Message(address, id, body));
                times.Add(Stopwatch.GetElapsedTime(sent));
                if (answer.IsSuccessStatusCode) accepted.Add(id);
                else Interlocked.Increment(ref failed);
            }
            catch (HttpRequestException) // it is dead
            {
                Interlocked.Increment(ref failed);
            }
        }
    }

    private static HttpRequestMessage Message(Uri address, string id, SignedMessage message) => new(HttpMethod.Post, address)
    {
        Content = new StringContent(message.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        Headers =
        {
            { "User-Agent", "GitHub-Hookshot/benchmark" }, { "X-GitHub-Event", "pull_request" },
            { "X-GitHub-Delivery", id }, { "X-Hub-Signature-256", message.Signature },
        },
    };

    private static HashSet<string> Kept(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "data", "inbox.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select delivery from deliveries";
        using var reader = command.ExecuteReader();
        var kept = new HashSet<string>();
        while (reader.Read()) kept.Add(reader.GetString(0));
        return kept;
    }

    private sealed record Sent(ImmutableArray<string> Accepted, int Failed, TimeSpan P99)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Accepted.Length} accepted, {Failed} not, p99 {P99.TotalMilliseconds:F0} ms");
    }
}
