using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Targets.Faults;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Writes a checkpoint of the ledger to the log whenever it has grown. A log that is shipped elsewhere is a place that
/// the bot's administrators cannot rewrite, and only such a place shows that a ledger's end was cut off (INV-32).
/// </summary>
internal sealed partial class LedgerAnchor(LedgerStore ledger, BotOptions options, ILogger<LedgerAnchor> log)
{
    private long _anchored;

    /// <summary>Logs a checkpoint if there are new entries.</summary>
    public async Task Anchor(CancellationToken cancellation)
    {
        var checkpoint = await ledger.MakeCheckpoint($"{options.PublicUrl?.Host}/ledger", cancellation);
        if (checkpoint.Size == _anchored) return;
        Failpoint.Reached(CrashPoint.K20);
        Log.Anchored(log, checkpoint.Size, checkpoint.Root.Hex, checkpoint.Text);
        _anchored = checkpoint.Size;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "the ledger has {Size} entries under root {Root}; checkpoint:\n{Checkpoint}")]
        public static partial void Anchored(ILogger log, long size, string root, string checkpoint);
    }
}
