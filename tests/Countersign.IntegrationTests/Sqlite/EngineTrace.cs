using System.Runtime.InteropServices;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>
/// Hears every statement that SQLite itself begins to run, on every connection to one file, whoever opened it: it hooks
/// into SQLite below all of our code, so our code cannot leave anything out.
/// </summary>
internal sealed class EngineTrace : IDisposable
{
    private const uint TraceStatements = 1;

    // Native code holds these for as long as the process lives.
    private static readonly OpenedCallback Opened = OnOpened;
    private static readonly TraceCallback Traced = OnTraced;
    private static readonly Dictionary<string, EngineTrace> Listeners = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private readonly string _path;
    private readonly List<string> _statements = [];

    internal EngineTrace(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _path = path;
        lock (Gate) Listeners.Add(path, this);
        Assert.Equal(0, AutoExtension(Marshal.GetFunctionPointerForDelegate(Opened)));
    }

    private delegate int OpenedCallback(nint database, nint error, nint api);

    private delegate int TraceCallback(uint kind, nint context, nint statement, nint text);

    internal IReadOnlyList<string> Statements
    {
        get { lock (Gate) return [.. _statements]; }
    }

    public void Dispose()
    {
        lock (Gate) Listeners.Remove(_path);
    }

    private static int OnOpened(nint database, nint error, nint api) =>
        TraceV2(database, TraceStatements, Marshal.GetFunctionPointerForDelegate(Traced), database);

    private static int OnTraced(uint kind, nint context, nint statement, nint text)
    {
        var path = Marshal.PtrToStringUTF8(FileName(context, "main"));
        lock (Gate)
            if (path is not null && Listeners.TryGetValue(path, out var listener))
                listener._statements.Add(Marshal.PtrToStringUTF8(text)!);
        return 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AutoExtension(nint entry);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TraceV2(nint database, uint kinds, nint callback, nint context);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_filename"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint FileName(nint database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
