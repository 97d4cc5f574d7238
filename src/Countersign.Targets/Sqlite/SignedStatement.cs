using Countersign.Statements.Sqlite;
using SQLitePCL;
using Statement = Countersign.Statements.Statement;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Sends one signed statement under the gate: exactly its bytes (INV-11), taken by SQLite as exactly one statement
/// (INV-12), within the border of what a migration may touch (INV-28).
/// </summary>
internal sealed class SignedStatement(SqliteLink link, ReadOnlyMemory<byte> bytes)
{
    private readonly byte[] _text = [.. bytes.Span, 0];
    private SqliteViolation? _violation;

    /// <summary>Rows that the statement itself changed; -1 when it is none that changes rows.</summary>
    internal long Rows { get; private set; } = -1;

    /// <summary>True for what SQLite runs only outside of a transaction.</summary>
    internal static bool RunsBare(Statement statement) => statement.Source.Kind is "VACUUM";

    /// <summary>True for the leading pragma that takes effect only before the transaction begins.</summary>
    internal static bool PrecedesTransaction(Statement statement) =>
        statement.Source.Kind is "PRAGMA" && SqliteLexer.Tokens(statement.Source.Bytes.Span).Any(t => t.Is("foreign_keys"));

    /// <summary>
    /// Runs it to its end; null when it worked. Whether the transaction is still open is the caller's to check.
    /// </summary>
    internal SqliteFailure? Run()
    {
        var tokens = SqliteLexer.Tokens(_text.AsSpan(..^1));
        var words = new SqliteStatement(tokens, [], false, SqliteSchema.Empty);
        if (SqliteBoundary.Check(words) is { } forbidden) return Refused(forbidden);
        var outside = link.Gate;
        link.Gate = action => Guard(action, words.Kind is "VACUUM");
        try
        {
            using var compiled = link.Compile(_text);
            if (compiled.Code != raw.SQLITE_OK) return Failed(compiled.Code);
            if (compiled.IsEmpty || compiled.Taken != _text.Length - 1)
                return new("boundary",
                    $"SQLite takes {compiled.Taken} of {_text.Length - 1} bytes as one statement; nothing of it ran");
            var code = compiled.RunToEnd();
            if (code != raw.SQLITE_DONE) return Failed(code);
            if (words.Kind is "INSERT" or "UPDATE" or "DELETE" or "REPLACE") Rows = raw.sqlite3_changes(link.Handle);
            return null;
        }
        finally
        {
            link.Gate = outside;
        }
    }

    private SqliteAnswer Guard(SqliteAction action, bool vacuum)
    {
        var violation = SqliteBoundary.Check(action, vacuum)
            ?? (link.IsAutocommit ? null : SqliteBoundary.CheckInTransaction(action));
        _violation ??= violation;
        return violation is null ? SqliteAnswer.Allow : SqliteAnswer.Deny;
    }

    private SqliteFailure Failed(int code) => _violation is null ? SqliteFailure.Of(link, code) : Refused(_violation);

    private static SqliteFailure Refused(SqliteViolation violation) => new(violation.Rule.Id, violation.Why);
}
