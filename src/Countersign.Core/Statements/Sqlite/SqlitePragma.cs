namespace Countersign.Statements.Sqlite;

/// <summary>
/// The pragmas that a script may use. All others are refused: a pragma can switch off what protects the file.
/// </summary>
public static class SqlitePragma
{
    private static readonly ImmutableHashSet<string> Reading = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "foreign_key_check", "integrity_check", "quick_check", "freelist_count", "page_count", "compile_options",
        "data_version", "schema_version");

    /// <summary>With an argument these write the file's header; without one they read it.</summary>
    private static readonly ImmutableHashSet<string> Header = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "user_version", "application_id");

    /// <summary>With an argument these change settings of the file or session; without one they only read.</summary>
    private static readonly ImmutableHashSet<string> Settings = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "foreign_keys", "defer_foreign_keys", "page_size", "encoding", "journal_mode", "auto_vacuum");

    /// <summary>What a pragma does.</summary>
    public enum Use
    {
        /// <summary>Not on the list.</summary>
        Refused,

        /// <summary>Only reads.</summary>
        Reads,

        /// <summary>Writes a number into the file's header, as part of the transaction.</summary>
        WritesHeader,

        /// <summary>`defer_foreign_keys`: checks wait for COMMIT; ends with the transaction.</summary>
        DefersForeignKeys,

        /// <summary>`foreign_keys = off`, which works only before a transaction begins.</summary>
        SwitchesForeignKeysOff,

        /// <summary>`optimize`: may run ANALYZE.</summary>
        Optimizes,
    }

    /// <summary>What <paramref name="pragma"/> with this argument does.</summary>
    public static Use Of(string pragma, string? argument)
    {
        ArgumentNullException.ThrowIfNull(pragma);
        var name = pragma.ToLowerInvariant();
        if (Reading.Contains(name) && (name is not "schema_version" and not "data_version" || argument is null)) return Use.Reads;
        if (Header.Contains(name)) return argument is null ? Use.Reads : Use.WritesHeader;
        if (name is "optimize") return Use.Optimizes;
        if (!Settings.Contains(name)) return Use.Refused;
        return (name, argument) switch
        {
            (_, null) => Use.Reads,
            ("defer_foreign_keys", _) => Use.DefersForeignKeys,
            ("foreign_keys", _) when IsOff(argument) => Use.SwitchesForeignKeysOff,
            _ => Use.Refused,
        };
    }

    /// <summary>`sqlite3GetBoolean`: off, no, false and 0 are false.</summary>
    private static bool IsOff(string argument) => argument.ToLowerInvariant() is "off" or "no" or "false" or "0";
}
