using System.Diagnostics;
using System.Globalization;
using Countersign.Benchmarks.Reviews;
using Countersign.Forges;
using Countersign.Statements;

namespace Countersign.Benchmarks.Load;

/// <summary>
/// One script in a repository of 100,000 paths, next to the same in one of a hundred: what a review costs should hang on what is
/// governed and not on what lies beside it. Bar: twice the time.
/// </summary>
internal static class PathsBenchmark
{
    private const int Few = 100;
    private const int Turns = 5;
    private const double MostRatio = 2;

    public static async Task<int> Run(string[] args)
    {
        var many = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var few = await Measure(Few);
        var ratio = await Measure(many) / few;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many} paths take {ratio:F2} x as long as {Few}"));
        return ratio <= MostRatio ? 0 : 1;
    }

    /// <returns>The best turn from opening the pull request to its comment; the first, which fetches the whole history, is told apart.</returns>
    private static async Task<double> Measure(int paths)
    {
        await using var shop = await Shop.Open(Dialect.Sqlite, new() { OtherPaths = paths });
        var (first, best) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var turn = 0; turn <= Turns; turn++)
        {
            var branch = shop.Push(turn, 1);
            await shop.Settle();
            shop.Trace.Clear();
            var start = Stopwatch.GetTimestamp();
            shop.Propose(branch);
            long? end;
            while ((end = shop.Trace.EndOf(nameof(IForge.WriteComment))) is null) await Task.Delay(1);
            var took = Stopwatch.GetElapsedTime(start, end.Value);
            if (turn == 0) first = took;
            else best = took < best ? took : best;
            await shop.Settle();
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{paths,7} paths: first {first.TotalMilliseconds:F0} ms, then {best.TotalMilliseconds:F0} ms; the bot keeps {shop.BytesKept() / 1_000_000} MB on disk; peak {process.PeakWorkingSet64 / 1_000_000} MB, forge included"));
        return best.TotalMilliseconds;
    }
}
