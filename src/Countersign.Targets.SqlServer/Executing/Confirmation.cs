using Countersign.Deployments;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>Another login reads the marker back: a server that acknowledged a commit and has none is not believed.</summary>
internal static class Confirmation
{
    /// <param name="transactionId">The transaction that the unit began in; null when it had none of its own.</param>
    internal static async Task<UnitOutcome> Of(
        VerifySession verify, UnitIntent intent, ImmutableArray<long> rows, TimeSpan duration, string? transactionId = null)
    {
        if (await verify.Markers.Find(intent.Token) is { } marker && (transactionId is null || transactionId == marker.TransactionId))
            return new UnitOutcome.Committed(intent, rows, duration, marker.Evidence(verify));
        return new UnitOutcome.Indeterminate(intent, "the server acknowledged the commit, but the marker of that transaction is not there",
            ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text));
    }
}
