using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.Faults;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// The transaction of one unit: BEGIN IMMEDIATE, fence, signed statements, record of the script, marker, COMMIT.
/// </summary>
/// <param name="beforeStatement">Told before each signed statement, so that its time is counted.</param>
internal sealed class UnitTransaction(
    SqliteLink link, TargetName target, PlacedIntent placed, TimeProvider time, Action beforeStatement)
{
    private readonly ImmutableArray<long>.Builder _rows = ImmutableArray.CreateBuilder<long>();
    private readonly int _changesBefore = raw.sqlite3_total_changes(link.Handle);

    private UnitIntent Intent => placed.Intent;

    internal ImmutableArray<long> Rows => _rows.ToImmutable();

    internal string FileId { get; private set; } = "";

    /// <summary>True from when the COMMIT of the unit is sent.</summary>
    internal bool IsCommitSent { get; private set; }

    /// <summary>Rows changed on this connection, our own records included.</summary>
    internal int TotalChanges => raw.sqlite3_total_changes(link.Handle) - _changesBefore;

    /// <summary>Null when it committed.</summary>
    internal UnitOutcome? Run()
    {
        var statements = Intent.Unit.Statements;
        var leading = Intent.Unit.IsTransactional && SignedStatement.PrecedesTransaction(statements[0]) ? 1 : 0;
        var bare = SignedStatement.RunsBare(statements[0]);
        try
        {
            return SessionDiffers() ?? (bare ? Announce(statements[0]) : null) ?? SendAll(statements[..leading])
                ?? Begin() ?? (bare ? null : SendAll(statements[leading..])) ?? Finish(leading > 0);
        }
        finally
        {
            if (!link.IsAutocommit) link.Run("ROLLBACK");
            if (leading > 0) link.Run("PRAGMA foreign_keys=on");
        }
    }

    private UnitOutcome.NotCommitted? SessionDiffers() => SqliteProfile.ReadBack(link).Digest == SqliteProfile.Session.Digest
        ? null
        : Not("session", "the connection's settings are not those that the plan was signed for");

    /// <summary>Opens the transaction; then nobody else can write the file until it ends (INV-27).</summary>
    private UnitOutcome? Begin()
    {
        link.Run("BEGIN IMMEDIATE");
        if (SqliteRecords.Tampering(link.Schema()) is [_, ..] tampered && SqliteRecords.Enrolled(link) is not null)
            return Not("tampered", $"our own records are not as they were made: {string.Join(", ", tampered)}");
        if (SqliteRecords.Enrolled(link) is not { IsAccepted: true } enrolled || enrolled.Name != target.Value)
            return Not("not-enrolled", $"this file is not enrolled as `{target}`");
        if (Intent.Fence < enrolled.Fence)
            return Not("fence", $"another executor took over this target: its number is {enrolled.Fence}, ours {Intent.Fence}");
        FileId = enrolled.FileId;
        if (Done() is { } done) return done;
        SqliteRecords.RaiseFence(link, Intent.Fence);
        Failpoint.Reached(CrashPoint.K12);
        return null;
    }

    private UnitOutcome? Done()
    {
        var script = Intent.Unit.Script;
        var last = SqliteRecords.LastDigest(link, script.Path);
        if (last == script.Digest.Hex || SqliteRecords.IsMarked(link, script, placed.Part))
            return new UnitOutcome.AlreadyApplied(Intent);
        return last is not null && script.Role is ScriptRole.Versioned
            ? Not("conflict", $"the file has run `{script.Path}` with other bytes")
            : null;
    }

    /// <summary>
    /// VACUUM cannot run in a transaction. That it is about to be sent is committed before; it changes no row, so
    /// whatever became of it, sending it again does no harm.
    /// </summary>
    private UnitOutcome? Announce(Statement statement)
    {
        if (Begin() is { } obstacle) return obstacle;
        SqliteRecords.AddSent(link, Intent, time.GetUtcNow());
        link.Run("COMMIT");
        return Send(statement);
    }

    private UnitOutcome? SendAll(ImmutableArray<Statement> statements) =>
        statements.Select(Send).FirstOrDefault(outcome => outcome is not null);

    private UnitOutcome? Send(Statement statement)
    {
        beforeStatement();
        if (statement != Intent.Unit.Statements[0]) Failpoint.Reached(CrashPoint.K14);
        var wasAutocommit = link.IsAutocommit;
        var signed = new SignedStatement(link, statement.Source.Bytes);
        if (signed.Run() is { } failure) return Not(failure.Code, failure.Because, failure.MayRetry, statement);
        Failpoint.Reached(CrashPoint.K13);
        _rows.Add(signed.Rows);
        return link.IsAutocommit == wasAutocommit
            ? null
            : Not("transaction", "the statement ended or opened a transaction, which belongs to the executor",
                statement: statement);
    }

    private UnitOutcome.NotCommitted? Finish(bool withoutForeignKeys)
    {
        if (withoutForeignKeys && Violations() is [_, ..] tables)
            return Not("SQLITE_CONSTRAINT_FOREIGNKEY", $"rows of {string.Join(", ", tables)} refer to rows that are not there");
        var now = time.GetUtcNow();
        Failpoint.Reached(CrashPoint.K15);
        var timesBefore = SqliteRecords.TimesApplied(link, Intent.Unit.Script.Path);
        if (placed.Part == placed.Parts - 1) SqliteRecords.AddScript(link, Intent.Unit.Script, baseline: false, now);
        SqliteRecords.AddMarker(link, Intent, placed.Part, timesBefore, now);
        Failpoint.Reached(CrashPoint.K16);
        IsCommitSent = true;
        try
        {
            link.Run("COMMIT");
            Failpoint.Reached(CrashPoint.K17);
            return null;
        }
        catch (SqliteException fault) when (!link.IsAutocommit)
        {
            // Still open, so nothing is committed: a deferred foreign key, or readers who did not give way in time.
            var failure = SqliteFailure.Of(fault);
            return Not(failure.Code, failure.Because, failure.MayRetry);
        }
    }

    private ImmutableArray<string> Violations()
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        link.Run("PRAGMA foreign_key_check", row => tables.Add(SqliteLink.Text(row, 0)!));
        return [.. tables];
    }

    private UnitOutcome.NotCommitted Not(string code, string because, bool mayRetry = false, Statement? statement = null) =>
        new(Intent, statement?.Number, code, because, mayRetry);
}
