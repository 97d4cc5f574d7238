using System.Diagnostics;
using System.Globalization;
using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Benchmarks.Readings;

/// <summary>
/// Reads a generated megabyte of T-SQL and fails when that takes 2 s of processor time or 300 MB; and, given a folder, every script in
/// it, to see which of them can be read.
/// </summary>
internal static class SqlServerBenchmark
{
    private static readonly TargetPolicy Target = new(
        new("shop"), "production", Dialect.SqlServer, [], [], "shop", DeployTrigger.OnMerge, null, null, []);

    internal static int Run(string[] folders)
    {
        foreach (var folder in folders) ReadFolder(folder);
        if (folders.Length > 0) return 0;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var reading = Read(Of("a.sql", Encoding.UTF8.GetBytes(Megabyte())));
        var process = Process.GetCurrentProcess();
        var (cpu, peak) = (process.TotalProcessorTime - before, process.PeakWorkingSet64 >> 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{((Reading.Complete)reading).Statements.Length} batches of 1 MB: {cpu.TotalSeconds:F2} s of processor time, from a cold start; {peak} MB at most"));
        return cpu < TimeSpan.FromSeconds(2) && peak < 300 ? 0 : 1;
    }

    private static void ReadFolder(string folder)
    {
        var (read, opaque, batches) = (0, 0, 0);
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        foreach (var file in Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            switch (Read(Of(file, File.ReadAllBytes(file))))
            {
                case Reading.Complete complete:
                    read++;
                    batches += complete.Statements.Length;
                    opaque += complete.Statements.Count(s => s.Effects.Any(e => e is Effect.Opaque));
                    break;
                case Reading.Refused { Refusals: [var first, ..] }:
                    refused[first.Rule] = refused.GetValueOrDefault(first.Rule) + 1;
                    Console.WriteLine($"  {first.Sentence[(folder.Length + 1)..]}");
                    break;
            }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{folder}: {read} scripts with {batches} batches read, {opaque} of them opaque; refused {string.Join(", ", refused.Select(r => $"{r.Key}: {r.Value}"))}; {watch.Elapsed.TotalSeconds:F1} s"));
    }

    private static Reading Read(Script script) => new SqlServerReader().Read(new(Target, [], [script]), CancellationToken.None);

    private static Script Of(string path, byte[] bytes) => new(path, FileMode.Regular, ScriptRole.Versioned, bytes);

    /// <summary>Tables, indexes, procedures and rows, as migrations have them.</summary>
    private static string Megabyte()
    {
        var sql = new StringBuilder();
        for (var i = 0; sql.Length < 1_000_000; i++)
            sql.Append(CultureInfo.InvariantCulture, $"""
                CREATE TABLE dbo.orders_{i} (id int NOT NULL CONSTRAINT pk_orders_{i} PRIMARY KEY, customer_id int NOT NULL, total decimal(19, 4) NULL, note nvarchar(200) NULL);
                CREATE INDEX ix_orders_{i} ON dbo.orders_{i} (customer_id) INCLUDE (total);
                INSERT INTO dbo.orders_{i} (id, customer_id, total, note) VALUES (1, {i}, 9.95, N'the first'), (2, {i}, 19.95, N'the second');
                GO
                CREATE PROCEDURE dbo.close_orders_{i} @customer int AS
                BEGIN
                    UPDATE o SET total = 0 FROM dbo.orders_{i} AS o JOIN dbo.customers AS c ON c.id = o.customer_id WHERE c.id = @customer AND o.total > 0;
                END
                GO
                ALTER TABLE dbo.customers ADD note_{i} nvarchar(200) NULL;
                UPDATE dbo.customers SET note_{i} = N'nothing' WHERE id = {i};
                GO

                """);
        return sql.ToString();
    }
}
