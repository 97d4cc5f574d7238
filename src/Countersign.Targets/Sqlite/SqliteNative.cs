using System.Runtime.InteropServices;

namespace Countersign.Targets.Sqlite;

/// <summary>The one function of SQLite that the bindings leave out.</summary>
internal static partial class SqliteNative
{
    /// <summary>
    /// `sqlite3_error_offset`: where in the text the last error is, or -1 (https://sqlite.org/c3ref/errcode.html).
    /// </summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_error_offset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    internal static partial int ErrorOffset(nint handle);
}
