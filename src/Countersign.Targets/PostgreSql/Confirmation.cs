using Countersign.Deployments;

namespace Countersign.Targets.PostgreSql;

/// <summary>Another login reads the marker back: a server that acknowledged a commit and has none is not believed.</summary>
internal static class Confirmation
{
    /// <param name="xid">The transaction that the unit began in; null when it had none of its own.</param>
    internal static async Task<UnitOutcome> Of(
        VerifySession verify, UnitIntent intent, ImmutableArray<long> rows, TimeSpan duration, string? xid = null)
    {
        if (await verify.Markers.Find(intent.Token, CancellationToken.None) is { } marker && (xid is null || xid == marker.Xid))
            return new UnitOutcome.Committed(intent, rows, duration, marker.Evidence(verify.Session, verify.Record.Identity));
        return new UnitOutcome.Indeterminate(intent, "the server acknowledged the commit, but the marker of that transaction is not there",
            ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text));
    }
}
