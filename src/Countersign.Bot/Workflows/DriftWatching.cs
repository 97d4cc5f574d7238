using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.Drift;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.Schemas;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Notices that somebody else changed a target's schema: what was rehearsed and signed was so on another. Called while the
/// target's lock is held. Where policy does not want it (<see cref="TargetPolicy.WatchesDrift"/>), no schema is read.
/// </summary>
internal sealed class DriftWatching(KnownSchemaRecords known, LedgerStore ledger)
{
    /// <summary>Compares what is there with what is known. A person's word on it becomes a fact of the ledger first.</summary>
    /// <param name="wasInterrupted">True when units of this deployment may have run without anybody looking at what they left.</param>
    public async Task<SchemaDrift> Find(TargetTask task, TargetState state, bool wasInterrupted, CancellationToken cancellation)
    {
        if (!task.Policy.WatchesDrift || state is not TargetState.Ready { Identity: var server }) return new SchemaDrift.None();
        var planned = task.Approval.Plan.Rehearsals.GetValueOrDefault(task.Plan.Target)?.PlannedOn;
        if (planned is null)
        {
            var reading = await task.Target.ReadSchema(cancellation);
            if (reading is SchemaReading.Unavailable(var because)) return new SchemaDrift.Unreadable(because);
            planned = ((SchemaReading.Read)reading).Schema;
        }

        await known.KeepFirst(server, planned, cancellation);
        var record = (await known.Find(server, cancellation))!;
        if (record.Acceptance is { } acceptance) record = await Adopt(server, record.Known, acceptance.Word, acceptance.Schema, cancellation);
        // Without proved fingerprints nobody can tell what the units of an interrupted run left from what others did.
        return wasInterrupted && record.Known.Expected.IsEmpty ? new SchemaDrift.None() : record.Known.Compare(planned);
    }

    /// <summary>To be called before units run.</summary>
    public Task Expect(TargetTask task, TargetIdentity server, CancellationToken cancellation)
    {
        var after = task.Approval.Plan.Rehearsals.GetValueOrDefault(task.Plan.Target)?.UnitsAfter ?? [];
        var isProved = after.Length == ExecutionUnit.Of(task.Plan).Length;
        return task.Policy.WatchesDrift ? known.Expect(server, isProved ? after : [], cancellation) : Task.CompletedTask;
    }

    /// <summary>
    /// To be called when no unit runs any more: what is there now is what was left. Not while a unit's outcome is unknown, and
    /// what cannot be read stays as it was expected.
    /// </summary>
    public async Task Left(TargetTask task, TargetIdentity server, DeploymentId deployment, bool isCertain)
    {
        if (!task.Policy.WatchesDrift || !isCertain) return;
        if (await task.Target.ReadSchema(CancellationToken.None) is SchemaReading.Read now)
            await known.Keep(server, now.Schema, $"left by deployment {deployment.Value}", CancellationToken.None);
    }

    private async Task<KnownSchemaRecord> Adopt(
        TargetIdentity server, KnownSchema before, SchemaAcceptance word, Schema schema, CancellationToken cancellation)
    {
        await ledger.Append(new LedgerFact.DriftAccepted(
            new(word.Target), server, before.Schema.Fingerprint, schema.Fingerprint, word.Differences, word.By, word.Because, word.At));
        await known.Keep(server, schema, $"accepted by {word.By}", cancellation);
        return (await known.Find(server, cancellation))!;
    }
}
