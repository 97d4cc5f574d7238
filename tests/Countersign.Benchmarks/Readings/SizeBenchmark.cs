using System.Diagnostics;
using System.Globalization;
using Countersign.Benchmarks.Webhooks;
using Countersign.Bot.Reports;
using Countersign.Bot.Workflows;
using Countersign.Forges.Git;
using Countersign.Reports;
using Countersign.Targets.PostgreSql;

namespace Countersign.Benchmarks.Readings;

/// <summary>
/// Changes of 10,000, 20,000 and 50,000 statements from Git objects to the comment: time has to grow with the statements and
/// no faster, and the largest has to stay below 1.5 GB.
/// </summary>
internal static class SizeBenchmark
{
    private const int StatementsOfScript = 500;
    private const long MostBytes = 1_500_000_000;

    /// <summary>Time per statement of the largest over that of the smallest; noise included, still far from quadratic.</summary>
    private const double MostGrowth = 2;

    private static readonly ImmutableArray<int> Sizes = [10_000, 20_000, 50_000];

    public static async Task<int> Run(string[] args)
    {
        ImmutableArray<int> sizes = args is [] ? Sizes : [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        TextJudging.Judge(Migrations.Script(1, 1_000)); // compiled by then
        var costs = new List<double>();
        foreach (var size in sizes)
        {
            using var directory = new WorkDirectory();
            await GitClone.Make(directory.Path, [.. Enumerable.Range(0, size / StatementsOfScript).Select(i => new CloneFile(
                string.Create(CultureInfo.InvariantCulture, $"db/{i:0000}.sql"), Migrations.Script(i, StatementsOfScript)))]);
            var shown = "";
            var cost = await Cost.Of(() => Task.Run(() => shown = Review(directory.Path)));
            costs.Add(cost.Cpu.TotalMicroseconds / size);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{size,6} statements {cost}, {cost.Cpu.TotalMicroseconds / size:F0} µs cpu each, peak {Peak() / 1_000_000} MB; {shown}"));
        }

        var growth = costs[^1] / costs[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"per statement, the largest takes {growth:F2} x the cpu of the smallest"));
        return growth <= MostGrowth && Peak() <= MostBytes ? 0 : 1;
    }

    /// <summary>From objects to the comment, and how long each step took.</summary>
    private static string Review(string directory)
    {
        using var git = GitRepository.Open(directory);
        var (onto, head) = (git.ResolveRef("main")!.Value, git.ResolveRef("change")!.Value);
        var clock = Stopwatch.GetTimestamp();
        var examined = new Examining([new PostgreSqlReader()]).Examine(new(git, onto, onto, head), CancellationToken.None) switch
        {
            Examination.Complete complete => complete,
            Examination.Refused refused => throw new InvalidOperationException(refused.Reasons[0].Sentence),
            _ => throw new UnreachableException(),
        };
        var read = Stopwatch.GetElapsedTime(clock);
        var verdict = TextJudging.Judge(examined.Plan, examined.Findings, examined.Policy, examined.Codeowners);
        var judged = Stopwatch.GetElapsedTime(clock);
        var report = new ReviewReport(new Subject.Range("main", head), examined.Plan, examined.Findings, verdict, examined.Notes, []);
        var comment = CommentRendering.Render(report);
        var shown = Stopwatch.GetElapsedTime(clock);
        return string.Create(CultureInfo.InvariantCulture,
            $"read and planned {read.TotalMilliseconds:F0} ms, judged {(judged - read).TotalMilliseconds:F0} ms, rendered {(shown - judged).TotalMilliseconds:F0} ms, comment of {comment.Length}");
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
