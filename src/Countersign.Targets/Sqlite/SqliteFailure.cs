using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>Why something was not done, safe to show (INV-35).</summary>
/// <param name="Code">The name of SQLite's result code, or a word of ours.</param>
/// <param name="MayRetry">True when the same bytes may succeed later.</param>
internal sealed record SqliteFailure(string Code, string Because, bool MayRetry = false)
{
    private static readonly ImmutableDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "SQLITE_ERROR",
        [3] = "SQLITE_PERM",
        [4] = "SQLITE_ABORT",
        [5] = "SQLITE_BUSY",
        [6] = "SQLITE_LOCKED",
        [7] = "SQLITE_NOMEM",
        [8] = "SQLITE_READONLY",
        [9] = "SQLITE_INTERRUPT",
        [10] = "SQLITE_IOERR",
        [11] = "SQLITE_CORRUPT",
        [13] = "SQLITE_FULL",
        [14] = "SQLITE_CANTOPEN",
        [15] = "SQLITE_PROTOCOL",
        [17] = "SQLITE_SCHEMA",
        [18] = "SQLITE_TOOBIG",
        [19] = "SQLITE_CONSTRAINT",
        [20] = "SQLITE_MISMATCH",
        [23] = "SQLITE_AUTH",
        [26] = "SQLITE_NOTADB",
        [261] = "SQLITE_BUSY_RECOVERY",
        [517] = "SQLITE_BUSY_SNAPSHOT",
        [275] = "SQLITE_CONSTRAINT_CHECK",
        [531] = "SQLITE_CONSTRAINT_COMMITHOOK",
        [787] = "SQLITE_CONSTRAINT_FOREIGNKEY",
        [1299] = "SQLITE_CONSTRAINT_NOTNULL",
        [1555] = "SQLITE_CONSTRAINT_PRIMARYKEY",
        [1811] = "SQLITE_CONSTRAINT_TRIGGER",
        [2067] = "SQLITE_CONSTRAINT_UNIQUE",
        [2579] = "SQLITE_CONSTRAINT_ROWID",
        [3091] = "SQLITE_CONSTRAINT_DATATYPE",
    }.ToImmutableDictionary();

    internal static SqliteFailure Of(SqliteLink link, int code) =>
        Of(code, raw.sqlite3_extended_errcode(link.Handle), raw.sqlite3_errmsg(link.Handle).utf8_to_string());

    internal static SqliteFailure Of(SqliteException fault) =>
        Of(fault.SqliteErrorCode, fault.SqliteExtendedErrorCode, fault.Message);

    /// <summary>
    /// SQLite's messages name tables, columns and the script's own words, never values; but what a trigger raises may
    /// be an expression over the row.
    /// </summary>
    private static SqliteFailure Of(int code, int extended, string message)
    {
        var name = Names.GetValueOrDefault(extended) ?? Names.GetValueOrDefault(code)
            ?? "SQLITE_" + code.ToString(CultureInfo.InvariantCulture);
        return new(name, name switch
        {
            "SQLITE_CONSTRAINT_TRIGGER" =>
                "a trigger refused it; its message is not shown, because it may hold values of the row",
            "SQLITE_INTERRUPT" => "it ran longer than a statement may",
            _ => message,
        }, code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT or raw.SQLITE_FULL or raw.SQLITE_IOERR
            or raw.SQLITE_NOMEM or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL);
    }
}
