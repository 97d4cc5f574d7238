using System.Text;
using Countersign.Statements.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>What to answer SQLite's compiler about one thing that it would touch.</summary>
internal enum SqliteAnswer
{
    Allow = 0,

    /// <summary>The statement fails with SQLITE_AUTH.</summary>
    Deny = 1,

    /// <summary>The thing is left out, silently; the statement compiles without it.</summary>
    LeaveOut = 2,
}

/// <summary>
/// One private connection to SQLite, below ADO.NET: what is sent is a range of bytes, SQLite says how many of them it
/// took, and a gate is asked about everything that a statement touches. Never shared, never pooled.
/// </summary>
internal sealed class SqliteLink : IDisposable
{
    /// <summary>SQLite's own default of operations between two calls would let a small loop run unwatched.</summary>
    private const int OperationsPerBeat = 500;

    // The native side keeps only function pointers; the delegates must live as long as the connection.
    private readonly strdelegate_authorizer _authorizer;
    private delegate_progress? _progress;

    static SqliteLink() => Batteries_V2.Init();

    private SqliteLink(sqlite3 handle)
    {
        Handle = handle;
        _authorizer = (_, code, first, second, database, source) =>
            (int)Gate(new((SqliteActionCode)code, first, second, database, source));
        Check(raw.sqlite3_set_authorizer(handle, _authorizer, null), handle);
    }

    internal sqlite3 Handle { get; }

    /// <summary>
    /// Asked about everything that a statement touches, while it compiles and sometimes while it runs.
    /// </summary>
    internal Func<SqliteAction, SqliteAnswer> Gate { get; set; } = _ => SqliteAnswer.Allow;

    /// <summary>True while no transaction is open.</summary>
    internal bool IsAutocommit => raw.sqlite3_get_autocommit(Handle) != 0;

    /// <summary>Opens <paramref name="path"/> (`:memory:` for none) with flags of `sqlite3_open_v2`.</summary>
    /// <exception cref="SqliteException">When it cannot be opened.</exception>
    internal static SqliteLink Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_PRIVATECACHE, null);
        if (code == raw.SQLITE_OK) return new(handle);
        using (handle) Check(code, handle);
        throw new SqliteException("the file cannot be opened", code);
    }

    /// <summary>
    /// Ends a statement with SQLITE_INTERRUPT when <paramref name="stop"/> says so; asked every few hundred operations.
    /// </summary>
    internal void Watch(Func<int, bool> stop)
    {
        _progress = _ => stop(OperationsPerBeat) ? 1 : 0;
        raw.sqlite3_progress_handler(Handle, OperationsPerBeat, _progress, null);
    }

    /// <summary>
    /// Compiles the first statement of <paramref name="text"/>, whose last byte must be NUL: with it SQLite reads in
    /// place, without it SQLite copies the rest of the text at every call.
    /// </summary>
    internal SqliteCompiled Compile(ReadOnlySpan<byte> text)
    {
        var code = raw.sqlite3_prepare_v3(Handle, text, 0, out var statement, out var tail);
        return new(code, statement, text.Length - tail.Length);
    }

    /// <summary>Runs one of our own statements to its end, giving every row to <paramref name="row"/>.</summary>
    internal void Run(string sql, Action<sqlite3_stmt>? row = null, params ReadOnlySpan<object?> values)
    {
        using var compiled = Compile(Encoding.UTF8.GetBytes(sql + "\0"));
        Check(compiled.Code, Handle);
        for (var i = 0; i < values.Length; i++)
            Check(Bind(compiled.Statement, i + 1, values[i]), Handle);
        Check(compiled.RunToEnd(row), Handle);
    }

    /// <summary>The first column of the first row of one of our own queries; 0 when there is none.</summary>
    internal long Number(string sql, params ReadOnlySpan<object?> values)
    {
        long? number = null;
        Run(sql, row => number ??= raw.sqlite3_column_int64(row, 0), values);
        return number ?? 0;
    }

    /// <summary>The schema now.</summary>
    internal SqliteSchema Schema()
    {
        var objects = new List<SqliteObject>();
        Run("SELECT type, name, tbl_name, sql FROM sqlite_schema", row => objects.Add(new(
            Text(row, 0)!, Text(row, 1)!, Text(row, 2)!, Text(row, 3))));
        return new(objects);
    }

    internal static string? Text(sqlite3_stmt row, int column) =>
        raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(row, column).utf8_to_string();

    internal static void Check(int code, sqlite3 handle)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW) return;
        throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(handle));
    }

    public void Dispose() => Handle.Dispose();

    private static int Bind(sqlite3_stmt statement, int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        string text => raw.sqlite3_bind_text(statement, index, text),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        _ => throw new ArgumentException($"a {value.GetType()} cannot be bound", nameof(value)),
    };
}
