using Countersign.Statements;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// The session that scripts are read for and run in (INV-14): every connection setting that changes how SQLite lexes
/// text, resolves names, or decides what a statement may touch. The same for the reader and the executor.
/// </summary>
public static class SqliteProfile
{
    /// <summary>Options of `sqlite3_db_config`, by https://sqlite.org/c3ref/c_dbconfig_defensive.html.</summary>
    private static readonly ImmutableArray<(string Name, int Option, bool On)> Options =
    [
        ("comments", 1022, true),
        ("defensive", raw.SQLITE_DBCONFIG_DEFENSIVE, true),
        ("double_quoted_strings_ddl", raw.SQLITE_DBCONFIG_DQS_DDL, false),
        ("double_quoted_strings_dml", raw.SQLITE_DBCONFIG_DQS_DML, false),
        ("foreign_keys", raw.SQLITE_DBCONFIG_ENABLE_FKEY, true),
        ("fts3_tokenizer", raw.SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false),
        ("legacy_alter_table", raw.SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false),
        ("load_extension", raw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false),
        ("reverse_scan_order", 1019, false),
        ("triggers", raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
        ("trusted_schema", raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        ("views", raw.SQLITE_DBCONFIG_ENABLE_VIEW, true),
        ("writable_schema", raw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    ];

    /// <summary>Flags that only a pragma reaches.</summary>
    private static readonly ImmutableArray<(string Name, bool On)> Flags =
    [
        ("full_column_names", false),
        ("ignore_check_constraints", false),
        ("recursive_triggers", false),
        ("short_column_names", true),
    ];

    /// <summary>
    /// LIKE distinguishes case by a switch that cannot be read, so its effect is read instead.
    /// </summary>
    private const string LikeIgnoresCase = "like_ignores_case";

    /// <summary>The profile; part of every statement's digest.</summary>
    public static SessionProfile Session { get; } = new(
        Options.Select(o => KeyValuePair.Create(o.Name, Word(o.On)))
            .Concat(Flags.Select(f => KeyValuePair.Create(f.Name, Word(f.On))))
            .Append(KeyValuePair.Create(LikeIgnoresCase, Word(true))));

    /// <summary>Sets every setting of the profile on a connection that nothing has used yet.</summary>
    internal static void Set(SqliteLink link)
    {
        foreach (var (_, option, on) in Options)
            SqliteLink.Check(raw.sqlite3_db_config(link.Handle, option, on ? 1 : 0, out _), link.Handle);
        foreach (var (name, on) in Flags)
            link.Run($"PRAGMA {name}={Word(on)}");
        link.Run("PRAGMA case_sensitive_like=off");
    }

    /// <summary>The settings as the connection has them now.</summary>
    internal static SessionProfile ReadBack(SqliteLink link) => new(
        Options.Select(o => KeyValuePair.Create(o.Name, Word(IsOn(link, o.Option))))
            .Concat(Flags.Select(f => KeyValuePair.Create(f.Name, Word(link.Number($"PRAGMA {f.Name}") != 0))))
            .Append(KeyValuePair.Create(LikeIgnoresCase, Word(link.Number("SELECT 'a' LIKE 'A'") != 0))));

    private static bool IsOn(SqliteLink link, int option)
    {
        SqliteLink.Check(raw.sqlite3_db_config(link.Handle, option, -1, out var on), link.Handle);
        return on != 0;
    }

    private static string Word(bool on) => on ? "on" : "off";
}
