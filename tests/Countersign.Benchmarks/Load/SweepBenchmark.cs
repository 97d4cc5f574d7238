using System.Diagnostics;
using System.Globalization;
using Countersign.Benchmarks.Reviews;
using Countersign.Forges;
using Countersign.Statements;

namespace Countersign.Benchmarks.Load;

/// <summary>
/// Thousands of open pull requests: what one sweep costs in time and in requests to the forge, and how long a pull request waits that
/// is opened meanwhile. Bars: a sweep within its interval of two minutes, and a quarter of the 5,000 requests that GitHub allows an hour.
/// </summary>
internal static class SweepBenchmark
{
    private const int Sweeps = 3;
    private const int SweepsOfHour = 30;
    private const int RequestsOfHour = 5000;

    public static async Task<int> Run(string[] args)
    {
        var changes = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5000;
        Console.WriteLine($"opening {changes} pull requests; this takes a while");
        await using var shop = await Shop.Open(Dialect.Sqlite, new() { OpenChanges = changes });
        shop.TakeCalls();
        var (slowest, requests) = (TimeSpan.Zero, 0.0);
        for (var i = 0; i < Sweeps; i++)
        {
            var cost = await Cost.Of(shop.Sweep);
            var (all, counted) = shop.TakeCountedCalls();
            (slowest, requests) = (cost.Wall > slowest ? cost.Wall : slowest, Math.Max(requests, counted));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"sweep {i + 1}: {cost}, forge included; {all} requests, of which {counted} count; {counted * SweepsOfHour} an hour"));
        }

        var waited = await Newcomer(shop, changes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened during a sweep: comment after {waited.TotalSeconds:F1} s"));
        var share = requests * SweepsOfHour / RequestsOfHour;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"slowest sweep {slowest.TotalSeconds:F0} s; {share:P0} of an hour's {RequestsOfHour} requests when every sweep looks at others"));
        return slowest < TimeSpan.FromMinutes(2) && share <= 0.25 ? 0 : 1;
    }

    private static async Task<TimeSpan> Newcomer(Shop shop, int number)
    {
        var branch = shop.Push(number, 1);
        await shop.Settle();
        shop.Trace.Clear();
        var sweep = shop.Sweep();
        while (shop.Trace.EndOf(nameof(IForge.ReadChange)) is null) await Task.Delay(1);
        var start = Stopwatch.GetTimestamp();
        var opened = shop.Propose(branch);
        while (!Shop.HasComment(opened)) await Task.Delay(5);
        var waited = Stopwatch.GetElapsedTime(start);
        await sweep;
        return waited;
    }
}
