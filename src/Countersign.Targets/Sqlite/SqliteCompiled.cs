using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>One compiled statement.</summary>
/// <param name="Code">SQLITE_OK, or why it did not compile.</param>
/// <param name="Taken">How many bytes SQLite took as this statement, its semicolon included.</param>
internal sealed record SqliteCompiled(int Code, sqlite3_stmt Statement, int Taken) : IDisposable
{
    /// <summary>True when the text held only whitespace, comments or a semicolon.</summary>
    internal bool IsEmpty => Statement.IsInvalid;

    /// <summary>Runs it to its end; SQLITE_DONE when it got there.</summary>
    internal int RunToEnd(Action<sqlite3_stmt>? row = null)
    {
        while (true)
        {
            var code = raw.sqlite3_step(Statement);
            if (code != raw.SQLITE_ROW) return code;
            row?.Invoke(Statement);
        }
    }

    public void Dispose() => Statement.Dispose();
}
