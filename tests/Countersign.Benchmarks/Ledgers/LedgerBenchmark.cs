using System.Diagnostics;
using System.Globalization;
using Countersign.Bot.Store;
using Countersign.Ledger;

namespace Countersign.Benchmarks.Ledgers;

/// <summary>
/// Appends a ledger of deployments, writes it as a file for auditors, and verifies that file against a checkpoint.
/// Bars: a million entries verified in five minutes, in less than a gigabyte.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Step = 2000;

    public static int Run(string[] args)
    {
        var entries = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
        var directory = Directory.CreateTempSubdirectory("countersign-ledger-");
        try
        {
            var file = Path.Combine(directory.FullName, "ledger.csl");
            var checkpoint = Append(directory.FullName, file, entries);
            return Verify(file, checkpoint);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Checkpoint Append(string directory, string file, int entries)
    {
        var database = new SqliteFile(Path.Combine(directory, "ledger.db"));
        SchemaUpgrade.Run(database, SchemaFiles.Of("Ledger"), TimeProvider.System);
        using var ledger = new LedgerStore(database, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        foreach (var facts in DeploymentFacts.Endless().Take(entries).Chunk(Step))
            ledger.Append([.. facts]).GetAwaiter().GetResult();
        Print($"appended {entries} entries in {watch.Elapsed.TotalSeconds:F1} s: {entries / watch.Elapsed.TotalSeconds:F0} a second");

        using var stream = File.Create(file);
        LedgerFile.Write(stream, ledger.ReadAll());
        Print($"the file has {stream.Length / 1e6:F0} MB, {stream.Length / entries} bytes an entry");
        return ledger.MakeCheckpoint("benchmark", default).GetAwaiter().GetResult();
    }

    private static int Verify(string file, Checkpoint checkpoint)
    {
        var watch = Stopwatch.StartNew();
        using var stream = File.OpenRead(file);
        var verification = Verification.Verify(LedgerFile.Read(stream), checkpoint);
        var seconds = watch.Elapsed.TotalSeconds;
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Print($"verified in {seconds:F1} s ({checkpoint.Size / seconds:F0} a second); the whole run used at most {memory:F0} MB");
        return verification is Verification.Intact && seconds < 300 && memory < 1000 ? 0 : 1;
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
