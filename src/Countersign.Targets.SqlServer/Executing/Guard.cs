using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>What is wrong behind a batch.</summary>
/// <param name="IsLost">True when the transaction is not ours any more, so that a rollback undoes nothing.</param>
internal sealed record Complaint(string What, bool IsLost);

/// <summary>
/// The question after every batch: is this still our transaction, our login, our database and the session that was signed for?
/// Nothing is sent behind a wrong answer, the marker and COMMIT included (INV-28).
/// </summary>
/// <remarks>
/// The transaction's number tells a transaction that was ended and begun anew, and so does its lock, which went with it. A doomed
/// transaction (XACT_STATE -1) is rolled back by the server at the end of its batch, with error 3998; that it is asked about here
/// costs nothing.
/// </remarks>
internal static class Guard
{
    /// <summary>In the transaction that the unit began in.</summary>
    internal static Complaint? InTransaction(SessionSight now, SessionSight start, string transactionId, SessionProfile profile)
    {
        if (now.OpenTransactions == 0 || now.TransactionId != transactionId) return new("it ended the transaction by itself", true);
        if (now.TransactionState != 1) return new("it left the transaction doomed: it can only be rolled back", false);
        if (now.OpenTransactions > 1) return new("it left a transaction of its own open", false);
        if (now.LockMode != "Exclusive") return new("it gave up the target's lock", false);
        return Alone(now, start, profile);
    }

    /// <summary>Of what ran outside a transaction.</summary>
    internal static Complaint? OutsideTransaction(SessionSight now, SessionSight start, SessionProfile profile) =>
        now.OpenTransactions > 0 ? new("it left a transaction open", false) : Alone(now, start, profile);

    private static Complaint? Alone(SessionSight now, SessionSight start, SessionProfile profile)
    {
        if (now.Login != start.Login || now.ActsAs != start.ActsAs || now.User != start.User)
            return new($"the session acts as `{now.ActsAs}` now, not as the executing login", false);
        if (now.Database != start.Database) return new($"the session is in database `{now.Database}` now", false);
        var wrong = SessionSettings.Wrong(profile, now.Settings).ToList();
        return wrong.Count == 0
            ? null
            : new($"the session reads or runs text differently than was signed ({string.Join(", ", wrong.Select(w => $"`{w}`"))})", false);
    }
}
