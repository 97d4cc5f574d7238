using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Before anything else: what processes of this machine held when they were killed is free again, and jobs that were in the memory of
/// one count as lost. Without it, both would have to be waited for.
/// </summary>
internal sealed class WorkRecovery(WorkRecords records, BotOptions options) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) =>
        records.Recover(options.Roles, cancellationToken);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
