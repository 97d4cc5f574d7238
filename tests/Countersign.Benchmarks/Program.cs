using Countersign.Benchmarks.Copies;
using Countersign.Benchmarks.Ledgers;
using Countersign.Benchmarks.Load;
using Countersign.Benchmarks.Readings;
using Countersign.Benchmarks.Rehearsals;
using Countersign.Benchmarks.Reviews;
using Countersign.Benchmarks.Webhooks;

namespace Countersign.Benchmarks;

/// <summary>Measures what README and docs claim, next to a rival in the same run. Each subcommand prints its numbers.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args) => args switch
    {
        ["apply", .. var rest] => await ApplyBenchmark.Run(rest),
        ["read"] => await ReadBenchmark.Run(),
        ["project", .. var rest] => await ProjectBenchmark.Run(rest),
        ["tsql", .. var rest] => SqlServerBenchmark.Run(rest),
        ["size", .. var rest] => await SizeBenchmark.Run(rest),
        ["review", .. var rest] => await ReviewBenchmark.Run(rest),
        ["rehearse", .. var rest] => await RehearsalBenchmark.Run(rest),
        ["webhooks", .. var rest] => await WebhookBenchmark.Run(rest),
        ["ledger", .. var rest] => LedgerBenchmark.Run(rest),
        ["copy", .. var rest] => await CopyBenchmark.Run(rest),
        ["burst", .. var rest] => await BurstBenchmark.Run(rest),
        ["sweep", .. var rest] => await SweepBenchmark.Run(rest),
        ["memory", .. var rest] => await MemoryBenchmark.Run(rest),
        ["paths", .. var rest] => await PathsBenchmark.Run(rest),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine(
            "usage: Countersign.Benchmarks apply [TURNS] | read | project [TABLES] | tsql [FOLDER…] | size [STATEMENTS…] | review [CHANGES] | rehearse [TABLES…] |"
            + " webhooks [SECONDS] | ledger [ENTRIES] | copy [TABLES]"
            + " | burst [SECONDS] | sweep [CHANGES] | paths [PATHS] | memory [REVIEWS]");
        return 2;
    }
}
