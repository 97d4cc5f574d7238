using System.Globalization;
using Countersign.Deployments;
using Countersign.Statements;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Finds out what became of a unit. Opening the file lets SQLite roll back or recover what a crash left; taking the
/// write lock waits for whatever may still run. Then the marker decides (K12–K18), so nothing is ever indeterminate.
/// </summary>
internal static class SqliteProbing
{
    /// <summary>The same for an intent of another executor, which may live on: after the answer it cannot commit the unit any more.</summary>
    internal static UnitOutcome RunAndRaise(string path, TargetName target, SqliteLimits limits, UnitIntent intent) =>
        Run(path, target, limits, intent, link =>
        {
            link.Gate = SqliteExecution.OwnWork;
            if (SqliteRecords.Enrolled(link)!.Fence <= intent.Fence) SqliteRecords.RaiseFence(link, intent.Fence + 1);
            link.Run("COMMIT");
        });

    /// <param name="end">Called while the write lock is still held.</param>
    internal static UnitOutcome Run(string path, TargetName target, SqliteLimits limits, UnitIntent intent, Action<SqliteLink>? end = null)
    {
        try
        {
            using var link = OpenLocked(path, target, limits);
            var outcome = Judge(link, intent);
            end?.Invoke(link);
            return outcome;
        }
        catch (SqliteException fault)
        {
            throw Unreachable(target, fault);
        }
    }

    private static UnitOutcome Judge(SqliteLink link, UnitIntent intent)
    {
        if (SqliteRecords.CommittedAt(link, intent.Token) is { } at)
            return new UnitOutcome.Committed(intent, [.. intent.Unit.Statements.Select(_ => -1L)], TimeSpan.Zero, Evidence(link, at));
        return SqliteRecords.WasSent(link, intent.Token)
            ? Not(intent, "unmarked", "VACUUM was sent and left no marker; it changes no row, so it may be sent again")
            : Not(intent, "rolled-back", "its transaction left no marker, so nothing of it is in the file");
    }

    /// <summary>Opens the file as enrolled, with the write lock held until the connection ends or commits.</summary>
    internal static SqliteLink OpenLocked(string path, TargetName target, SqliteLimits limits)
    {
        var link = SqliteLink.Open(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            _ = raw.sqlite3_busy_timeout(link.Handle, (int)limits.Busy.TotalMilliseconds);
            SqliteProfile.Set(link);
            link.Run("BEGIN IMMEDIATE");
            if (SqliteRecords.Enrolled(link) is { IsAccepted: true } enrolled && enrolled.Name == target.Value) return link;
            throw new TargetUnreachableException($"the file is not enrolled as `{target}`");
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    internal static TargetUnreachableException Unreachable(TargetName target, SqliteException fault)
    {
        var failure = SqliteFailure.Of(fault);
        return new($"`{target}` cannot be reached now: {failure.Because} ({failure.Code})");
    }

    private static UnitOutcome.NotCommitted Not(UnitIntent intent, string code, string because) =>
        new(intent, null, code, because, MayRetry: true);

    private static ImmutableSortedDictionary<string, string> Evidence(SqliteLink link, string committedAt) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("found by", "marker")
            .Add("committed at", committedAt)
            .Add("file id", SqliteRecords.Enrolled(link)!.FileId)
            .Add("sqlite version", raw.sqlite3_libversion().utf8_to_string())
            .Add("schema version", link.Number("PRAGMA schema_version").ToString(CultureInfo.InvariantCulture));
}
