using Countersign.Benchmarks.Ledgers;
using Countersign.Benchmarks.Webhooks;

namespace Countersign.Benchmarks;

/// <summary>Measures what README and docs claim. Each subcommand prints its numbers and fails when a bar is missed.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args) => args switch
    {
        ["webhooks", .. var rest] => await WebhookBenchmark.Run(rest),
        ["ledger", .. var rest] => LedgerBenchmark.Run(rest),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("usage: Countersign.Benchmarks webhooks [SECONDS] | ledger [ENTRIES]");
        return 2;
    }
}
