using Countersign.Statements.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// A database in memory with the target's schema and no rows: definitions run on it, so that the statements after them
/// compile; statements that read or write rows are compiled only. Work, memory and size are limited, because the text
/// is hostile (INV-37).
/// </summary>
internal sealed class SqliteReplica : IDisposable
{
    /// <summary>
    /// Operations of SQLite's virtual machine for one reading; a large real history takes a few hundred thousand.
    /// </summary>
    private const long MostOperations = 10_000_000;

    private const long MostBytes = 96L << 20;
    private const int LongestValue = 16 << 20;

    private readonly SqliteLink _link;
    private readonly List<SqliteAction> _actions = [];
    private readonly long _bytesAtStart;
    private SqliteSchema? _schema;
    private long _operations;
    private bool _records;

    internal SqliteReplica(CancellationToken cancellation)
    {
        _link = SqliteLink.Open(":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        _bytesAtStart = raw.sqlite3_memory_used();
        SqliteProfile.Set(_link);
        _link.Run("PRAGMA temp_store=memory");
        _link.Run("PRAGMA max_page_count=8192");
        SqliteRecords.Create(_link); // a real target has them, so names resolve as they will there
        foreach (var (limit, value) in Limits) _ = raw.sqlite3_limit(_link.Handle, limit, value);
        _link.Watch(beat => (_operations += beat) > MostOperations || cancellation.IsCancellationRequested
            || raw.sqlite3_memory_used() - _bytesAtStart > MostBytes);
        _link.Gate = Record;
    }

    private static readonly ImmutableArray<(int, int)> Limits =
    [
        (raw.SQLITE_LIMIT_LENGTH, LongestValue),
        (raw.SQLITE_LIMIT_SQL_LENGTH, LongestValue),
        (raw.SQLITE_LIMIT_ATTACHED, 0),
        (raw.SQLITE_LIMIT_VDBE_OP, 1_000_000),
        (raw.SQLITE_LIMIT_WORKER_THREADS, 0),
    ];

    /// <summary>The schema as it is now.</summary>
    internal SqliteSchema Schema => _schema ??= _link.Schema();

    /// <summary>What SQLite says of its last failure; it quotes the script.</summary>
    internal string LastError => raw.sqlite3_errmsg(_link.Handle).utf8_to_string();

    /// <summary>The byte of the compiled text that the last failure is about, or -1.</summary>
    internal int LastErrorOffset => SqliteNative.ErrorOffset(_link.Handle.DangerousGetHandle());

    /// <summary>
    /// Compiles the first statement of NUL-terminated <paramref name="text"/>, saying what it touches.
    /// </summary>
    internal SqliteCompiled Compile(ReadOnlySpan<byte> text, out ImmutableArray<SqliteAction> actions)
    {
        _actions.Clear();
        _records = true;
        var compiled = _link.Compile(text);
        _records = false;
        actions = [.. _actions];
        return compiled;
    }

    /// <summary>Runs a definition; null when it worked, else the result code.</summary>
    internal int? Define(SqliteCompiled definition)
    {
        _schema = null;
        var code = definition.RunToEnd();
        return code == raw.SQLITE_DONE ? null : code;
    }

    /// <summary>
    /// Runs <paramref name="sql"/>, says whether the schema then means <paramref name="before"/>, and takes it back.
    /// </summary>
    internal bool WouldRestore(string sql, SqliteSchema before)
    {
        _link.Gate = _ => SqliteAnswer.Allow;
        try
        {
            _link.Run("SAVEPOINT rehearsal");
            return RunAll(sql) && _link.Schema().Means(before);
        }
        finally
        {
            _link.Run("ROLLBACK TO rehearsal");
            _link.Run("RELEASE rehearsal");
            _link.Gate = Record;
        }
    }

    /// <summary>As a script's leading pragma does; the executor turns them on again after the script.</summary>
    internal void EnforceForeignKeys(bool on) => _link.Run($"PRAGMA foreign_keys={(on ? "on" : "off")}");

    public void Dispose() => _link.Dispose();

    private bool RunAll(string sql)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(sql + "\0");
        for (var at = 0; SqliteLexer.SkipGap(text, at) < text.Length - 1;)
        {
            using var compiled = _link.Compile(text.AsSpan(at));
            if (compiled.Code != raw.SQLITE_OK || compiled.IsEmpty || compiled.RunToEnd() != raw.SQLITE_DONE) return false;
            at += compiled.Taken;
        }

        return true;
    }

    /// <summary>What is forbidden is left out, so that reading goes on and can name all that is wrong.</summary>
    private SqliteAnswer Record(SqliteAction action)
    {
        if (!_records) return SqliteAnswer.Allow;
        _actions.Add(action);
        var acts = action.Code is SqliteActionCode.Pragma or SqliteActionCode.Attach or SqliteActionCode.Detach
            or SqliteActionCode.Transaction or SqliteActionCode.Savepoint;
        return acts || SqliteBoundary.Check(action) is not null ? SqliteAnswer.LeaveOut : SqliteAnswer.Allow;
    }
}
