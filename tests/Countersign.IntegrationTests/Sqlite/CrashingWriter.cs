using System.Diagnostics;
using System.Runtime.CompilerServices;
using Countersign.Deployments;
using Countersign.SignOffs;
using Countersign.Targets.Sqlite;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>
/// The executor in a process of its own, to be killed. The test executable becomes it when the variable names a file:
/// a real SIGKILL is the only crash that proves anything about a file.
/// </summary>
internal static class CrashingWriter
{
    private const string Variable = "COUNTERSIGN_TEST_WRITER";

    internal static readonly MarkerToken Token = new(new string('a', 64));

    /// <summary>
    /// Writes far more pages than SQLite keeps in memory, so that the file itself is half changed when it dies.
    /// </summary>
    internal const string Endless =
        "CREATE TABLE filled (i, b);\nINSERT INTO filled WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) "
        + "SELECT i, zeroblob(4000) FROM r;";

    internal static UnitIntent Intent => TestFile.Intents(Plan)[0] with { Token = Token };

    private static ApprovedPlan Plan => TestFile.Plan("", ("db/001.sql", Endless));

    internal static Process Start(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(CrashingWriter).Assembly.Location);
        start.Environment[Variable] = path;
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // The test executable's entry point is generated; this is the only way in before it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void BecomeTheWriter()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path) return;
        var target = new SqliteTarget(StatementFixture.Target(), path, SqliteLimits.Default, TimeProvider.System);
        foreach (var _ in target.Apply(Plan, [Intent], default).ToBlockingEnumerable()) { }
        Environment.Exit(1);
    }
}
