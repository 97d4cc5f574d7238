using System.Globalization;
using System.Text;

namespace Countersign.Benchmarks.Readings;

/// <summary>
/// `countersign review`, as a process with its child, of a SQL Server project in which every tenth table gains a column. Fails over
/// 20 s of processor time or 600 MB in the larger of the two.
/// </summary>
internal static class ProjectBenchmark
{
    private const string Policy = """
        version: 1
        targets:
          - { name: shop, environment: production, dialect: sqlserver, project: db/shop/shop.sqlproj, connection: shop }
        default:
          require: { count: 1, from: [role:write] }
        """;

    internal static async Task<int> Run(string[] arguments)
    {
        var tables = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1000;
        var directory = Directory.CreateTempSubdirectory("countersign-project-");
        try
        {
            await GitClone.Make(directory.FullName, Policy, Files(tables, false), Files(tables, true));
            var cost = await Cost.OfProgram(
                directory.FullName, [10], Path.Combine(AppContext.BaseDirectory, "countersign"), "review", "--base", "main", "--head", "change", "--format", "json");
            var peak = Peak.OfPrograms() / 1_000_000;
            Console.WriteLine($"{tables} tables, with the child process: {cost}, {peak} MB at most in the larger of the two");
            return cost.Cpu < TimeSpan.FromSeconds(20) && peak < 600 ? 0 : 1;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static ImmutableArray<CloneFile> Files(int tables, bool isChanged) =>
    [
        new("db/shop/shop.sqlproj", "<Project Sdk=\"Microsoft.Build.Sql\"/>\n"u8.ToArray()),
        .. Enumerable.Range(0, tables).Select(i => new CloneFile(
            string.Create(CultureInfo.InvariantCulture, $"db/shop/t{i}.sql"), Encoding.UTF8.GetBytes(Table(i, isChanged && i % 10 == 0)))),
    ];

    private static string Table(int i, bool gains)
    {
        var parent = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" CONSTRAINT fk_t{i} REFERENCES dbo.t{i - 1} (id)");
        var view = i % 5 != 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"GO\nCREATE VIEW dbo.v{i} AS SELECT id, name FROM dbo.t{i};\n");
        return string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE dbo.t{i} (
                id int NOT NULL CONSTRAINT pk_t{i} PRIMARY KEY,
                name nvarchar(100) NOT NULL,
                amount decimal(19, 4) NOT NULL CONSTRAINT df_t{i} DEFAULT 0,
                parent_id int NULL{parent}{(gains ? ",\n    added int NULL" : "")}
            );
            GO
            CREATE INDEX ix_t{i} ON dbo.t{i} (name);
            {view}
            """);
    }
}
