using System.Globalization;
using Countersign.Deployments;
using Countersign.Statements;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>A connection that applies units: fresh, unpooled, its session set and read back (INV-14).</summary>
internal sealed class SqliteExecution : IDisposable
{
    private readonly SqliteLink _link;
    private readonly TargetName _name;
    private readonly TimeProvider _time;
    private readonly SqliteLimits _limits;
    private readonly string _path;
    private long _statementStarted;

    private SqliteExecution(SqliteLink link, string path, TargetName name, SqliteLimits limits, TimeProvider time)
    {
        (_link, _path, _name, _limits, _time) = (link, path, name, limits, time);
        link.Gate = OwnWork;
        link.Watch(_ => _time.GetElapsedTime(_statementStarted) > _limits.Statement);
    }

    /// <summary>
    /// True when the connection ended with a COMMIT whose answer was an error; nothing more can run on it.
    /// </summary>
    internal bool IsLost { get; private set; }

    /// <exception cref="SqliteException">When the file cannot be opened or the session cannot be set.</exception>
    internal static SqliteExecution Open(string path, TargetName name, SqliteLimits limits, TimeProvider time)
    {
        var link = SqliteLink.Open(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            SqliteProfile.Set(link);
            _ = raw.sqlite3_busy_timeout(link.Handle, (int)limits.Busy.TotalMilliseconds);
            return new(link, path, name, limits, time);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Applies one unit: a script in one transaction, or one statement with its own.</summary>
    internal UnitOutcome Run(PlacedIntent placed)
    {
        var started = _time.GetTimestamp();
        _statementStarted = started;
        var transaction = new UnitTransaction(_link, _name, placed, _time, () => _statementStarted = _time.GetTimestamp());
        try
        {
            return transaction.Run() ?? new UnitOutcome.Committed(
                placed.Intent, transaction.Rows, _time.GetElapsedTime(started), Evidence(transaction));
        }
        catch (SqliteException fault)
        {
            var failure = SqliteFailure.Of(fault);
            if (!transaction.IsCommitSent)
                return new UnitOutcome.NotCommitted(placed.Intent, null, failure.Code, failure.Because, failure.MayRetry);
            // COMMIT was sent and failed after its transaction ended: only the marker knows on which side of the commit.
            IsLost = true;
            _link.Dispose();
            return SqliteProbing.Run(_path, _name, _limits, placed.Intent);
        }
    }

    public void Dispose() => _link.Dispose();

    /// <summary>
    /// Our own statements run nothing but themselves: a trigger on our tables would be somebody else's code.
    /// </summary>
    internal static SqliteAnswer OwnWork(Statements.Sqlite.SqliteAction action) =>
        action.Source is null || action.Table is null ? SqliteAnswer.Allow : SqliteAnswer.Deny;

    private ImmutableSortedDictionary<string, string> Evidence(UnitTransaction transaction) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("sqlite version", raw.sqlite3_libversion().utf8_to_string())
            .Add("file id", transaction.FileId)
            .Add("rows changed, with triggers and cascades", transaction.TotalChanges.ToString(CultureInfo.InvariantCulture))
            .Add("schema version", _link.Number("PRAGMA schema_version").ToString(CultureInfo.InvariantCulture))
            .Add("data version", _link.Number("PRAGMA data_version").ToString(CultureInfo.InvariantCulture));
}
