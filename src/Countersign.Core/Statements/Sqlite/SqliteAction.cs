namespace Countersign.Statements.Sqlite;

/// <summary>
/// What the compiler of SQLite asks its authorizer about; numbers of https://sqlite.org/c3ref/c_alter_table.html.
/// </summary>
public enum SqliteActionCode
{
    /// <summary>Not used by current versions.</summary>
    Copy = 0,

    /// <summary>index, table</summary>
    CreateIndex = 1,

    /// <summary>table</summary>
    CreateTable = 2,

    /// <summary>index, table</summary>
    CreateTempIndex = 3,

    /// <summary>table</summary>
    CreateTempTable = 4,

    /// <summary>trigger, table</summary>
    CreateTempTrigger = 5,

    /// <summary>view</summary>
    CreateTempView = 6,

    /// <summary>trigger, table</summary>
    CreateTrigger = 7,

    /// <summary>view</summary>
    CreateView = 8,

    /// <summary>table</summary>
    Delete = 9,

    /// <summary>index, table</summary>
    DropIndex = 10,

    /// <summary>table</summary>
    DropTable = 11,

    /// <summary>index, table</summary>
    DropTempIndex = 12,

    /// <summary>table</summary>
    DropTempTable = 13,

    /// <summary>trigger, table</summary>
    DropTempTrigger = 14,

    /// <summary>view</summary>
    DropTempView = 15,

    /// <summary>trigger, table</summary>
    DropTrigger = 16,

    /// <summary>view</summary>
    DropView = 17,

    /// <summary>table</summary>
    Insert = 18,

    /// <summary>pragma, argument</summary>
    Pragma = 19,

    /// <summary>table, column</summary>
    Read = 20,

    /// <summary>nothing</summary>
    Select = 21,

    /// <summary>operation</summary>
    Transaction = 22,

    /// <summary>table, column</summary>
    Update = 23,

    /// <summary>file</summary>
    Attach = 24,

    /// <summary>database</summary>
    Detach = 25,

    /// <summary>database, table</summary>
    AlterTable = 26,

    /// <summary>index</summary>
    Reindex = 27,

    /// <summary>table</summary>
    Analyze = 28,

    /// <summary>table, module</summary>
    CreateVirtualTable = 29,

    /// <summary>table, module</summary>
    DropVirtualTable = 30,

    /// <summary>nothing, function</summary>
    Function = 31,

    /// <summary>operation, savepoint</summary>
    Savepoint = 32,

    /// <summary>nothing</summary>
    Recursive = 33,
}

/// <summary>One question of the compiler of SQLite to its authorizer: what a statement would touch.</summary>
/// <param name="First">Its meaning depends on the code; see <see cref="SqliteActionCode"/>.</param>
/// <param name="Database">`main`, `temp`, or null where there is none.</param>
/// <param name="Source">The innermost trigger or view that the access comes from; null for the statement
/// itself.</param>
public sealed record SqliteAction(SqliteActionCode Code, string? First, string? Second, string? Database, string? Source)
{
    /// <summary>The name of the table whose rows are read or written; null for other actions.</summary>
    public string? Table => Code is SqliteActionCode.Read or SqliteActionCode.Insert or SqliteActionCode.Update
        or SqliteActionCode.Delete ? First : null;

    /// <summary>True for the schema table and other tables of SQLite's own.</summary>
    public bool IsOnOwnTable => IsOwnTable(Table);

    internal static bool IsOwnTable(string? name) => name?.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) == true;
}
