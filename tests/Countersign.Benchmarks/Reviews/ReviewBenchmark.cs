using System.Diagnostics;
using System.Globalization;
using Countersign.Forges;
using Countersign.Statements;

namespace Countersign.Benchmarks.Reviews;

/// <summary>
/// From the moment a pull request of 100 scripts is opened until its comment stands (the check stands before it), over real
/// HTTP and Git. The forge is in the same process and machine, so what a network would add is not in it: the number of calls
/// is printed to tell that.
/// </summary>
internal static class ReviewBenchmark
{
    private const int Scripts = 100;

    /// <summary>95 of 100 within a second.</summary>
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(string[] args)
    {
        var changes = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 30;
        var passed = true;
        foreach (var dialect in new[] { Dialect.PostgreSql, Dialect.Sqlite })
            passed &= await Measure(dialect, changes) <= Bar;
        return passed ? 0 : 1;
    }

    private static async Task<TimeSpan> Measure(Dialect dialect, int changes)
    {
        await using var shop = await Shop.Open(dialect);
        var first = await Review(shop, 0, []);
        await Review(shop, 1, []);
        var steps = new Dictionary<string, List<TimeSpan>>();
        var taken = new List<TimeSpan>();
        var cpu = await Cost.Of(async () =>
        {
            for (var i = 0; i < changes; i++) taken.Add(await Review(shop, i + 2, steps));
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{dialect}, {Scripts} scripts: p50 {Percentile(taken, 50).TotalMilliseconds:F0} ms, p95 {Percentile(taken, 95).TotalMilliseconds:F0} ms, first {first.TotalMilliseconds:F0} ms; {cpu.Cpu.TotalMilliseconds / changes:F0} ms cpu a change, forge included; {shop.TakeCalls() / (double)changes:F1} calls a change"));
        foreach (var (name, times) in steps)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-22} p50 {Percentile(times, 50).TotalMilliseconds,6:F1} ms  p95 {Percentile(times, 95).TotalMilliseconds,6:F1} ms"));
        return Percentile(taken, 95);
    }

    private static async Task<TimeSpan> Review(Shop shop, int number, Dictionary<string, List<TimeSpan>> steps)
    {
        var branch = shop.Push(number, Scripts);
        await shop.Settle();
        if (number == 2) shop.TakeCalls();
        shop.Trace.Clear();
        var start = Stopwatch.GetTimestamp();
        shop.Propose(branch);
        long? end;
        for (; (end = shop.Trace.EndOf(nameof(IForge.WriteComment))) is null; await Task.Delay(1))
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(1)) throw new TimeoutException("no comment within a minute");
        foreach (var (name, took) in shop.Trace.From(start, nameof(IForge.WriteComment)))
        {
            if (!steps.TryGetValue(name, out var times)) steps.Add(name, times = []);
            times.Add(took);
        }

        await shop.Settle();
        return Stopwatch.GetElapsedTime(start, end.Value);
    }

    private static TimeSpan Percentile(List<TimeSpan> times, int percent) =>
        times.Order().ElementAt((int)Math.Ceiling(times.Count * percent / 100.0) - 1);
}
