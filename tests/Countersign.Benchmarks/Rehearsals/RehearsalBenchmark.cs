using System.Globalization;
using System.Text;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;

namespace Countersign.Benchmarks.Rehearsals;

/// <summary>
/// 100 statements on a copy of a schema with so many tables: the first time, when the copy has to be made, and again. Beside
/// it `psql -f` of the same statements in the database itself, which shows nothing of what they do.
/// </summary>
internal static class RehearsalBenchmark
{
    private const int Statements = 100;
    private const int WarmTurns = 3;

    internal static async Task<int> Run(string[] arguments)
    {
        int[] sizes = arguments.Length > 0 ? [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [200, 2000];
        await using var server = await PostgreSqlServer.StartAsync();
        foreach (var role in new[] { "apply", "verify" }) await server.CreateRole(role);
        foreach (var tables in sizes) await Measure(server, tables);
        return 0;
    }

    private static async Task Measure(PostgreSqlServer server, int tables)
    {
        var database = string.Create(CultureInfo.InvariantCulture, $"shop{tables}");
        await Create(server, database, tables);
        var room = Directory.CreateTempSubdirectory("csb-").FullName;
        File.SetUnixFileMode(room, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        try
        {
            var policy = PolicyOf(server);
            var target = new PostgreSqlTarget(policy, new(server.ConnectionString("apply", database), server.ConnectionString("verify", database),
                server.ConnectionString("postgres", database)), PostgreSqlLimits.Default, TimeProvider.System);
            SchemaReading.Read read = null!;
            Print(tables, "schema read", await Cost.Of(async () => read = await ReadSchema(target)), read.Schema.Objects.Length);
            var rehearsal = new PostgreSqlRehearsal(new(Path.Combine(room, "r"), []), TimeProvider.System);
            var request = new RehearsalRequest(policy, PlanOf(policy, tables), read.Schema, "production", read.Schema.Fingerprint, "apply", [], read.Sizes);
            Print(tables, "rehearsed cold", await Cost.Of(() => Rehearse(rehearsal, request)), Statements);
            var warm = Cost.Most;
            for (var turn = 0; turn < WarmTurns; turn++) warm = Cost.Best(warm, await Cost.Of(() => Rehearse(rehearsal, request)));
            Print(tables, "rehearsed warm", warm, Statements);
            var file = Path.Combine(room, "plan.sql");
            await File.WriteAllTextAsync(file, string.Concat(Enumerable.Range(0, Statements).Select(i => Statement(i, tables) + ";\n")));
            Print(tables, "psql -f", await Cost.OfProgram(room, [0], "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, Url(server, database)), Statements);
        }
        finally
        {
            Directory.Delete(room, recursive: true);
        }
    }

    private static async Task Create(PostgreSqlServer server, string database, int tables)
    {
        await server.Execute($"CREATE DATABASE {database}");
        await server.Execute("GRANT ALL ON SCHEMA public TO apply", database);
        var sql = new StringBuilder("SET ROLE apply;");
        for (var i = 0; i < tables; i++)
            sql.Append(CultureInfo.InvariantCulture,
                $"CREATE TABLE t{i} (id bigint PRIMARY KEY, parent bigint REFERENCES t{i / 2}, name text NOT NULL, total integer, created date DEFAULT CURRENT_DATE);")
                .Append(CultureInfo.InvariantCulture, $"CREATE INDEX t{i}_name ON t{i} (name); CREATE INDEX t{i}_parent ON t{i} (parent);");
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", database));
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in sql.ToString().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync();
    }

    private static async Task<SchemaReading.Read> ReadSchema(PostgreSqlTarget target)
    {
        var enrolment = await target.Enrol(CancellationToken.None);
        if (!enrolment.IsAccepted) throw new InvalidOperationException(string.Join("; ", enrolment.Probes.Where(p => !p.Passed)));
        return await target.ReadSchema(CancellationToken.None) is SchemaReading.Read read ? read : throw new InvalidOperationException("not read");
    }

    private static async Task Rehearse(PostgreSqlRehearsal rehearsal, RehearsalRequest request)
    {
        var outcome = await rehearsal.Run(request, CancellationToken.None);
        if (outcome is not RehearsalOutcome.Done done) throw new InvalidOperationException(outcome.ToString());
        if (done.Rehearsal.Statements.FirstOrDefault(s => s is not StatementRehearsal.Observed) is { } failed) throw new InvalidOperationException(failed.ToString());
    }

    private static TargetPlan PlanOf(TargetPolicy policy, int tables)
    {
        var scripts = Enumerable.Range(0, Statements).Select(i => new Script(
            string.Create(CultureInfo.InvariantCulture, $"db/{i:000}.sql"), Changes.FileMode.Regular, ScriptRole.Versioned,
            Encoding.UTF8.GetBytes(Statement(i, tables) + ";\n"))).ToImmutableArray();
        var reader = new PostgreSqlReader();
        var reading = (Reading.Complete)reader.Read(new(policy, [], scripts), CancellationToken.None);
        return PlanBuilding.Build([new(policy.Name, policy.Environment, policy.Dialect, reader.SessionOf(policy), scripts, reading.Statements)]).Targets[0];
    }

    /// <summary>The usual mix.</summary>
    private static string Statement(int i, int tables) => (i % 5) switch
    {
        0 => $"ALTER TABLE t{i * 7 % tables} ADD COLUMN note{i} text",
        1 => $"CREATE INDEX t{i}_total ON t{i * 7 % tables} (total)",
        2 => $"ALTER TABLE t{i * 7 % tables} ALTER COLUMN total TYPE bigint",
        3 => $"UPDATE t{i * 7 % tables} SET name = upper(name) WHERE total > {i}",
        _ => $"CREATE TABLE more{i} (id bigint PRIMARY KEY, t bigint REFERENCES t{i * 7 % tables})",
    };

    private static void Print(int tables, string what, Cost cost, int of) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tables,5} tables  {what,-16} {of,6}  {cost}"));

    private static string Url(PostgreSqlServer server, string database) => string.Create(CultureInfo.InvariantCulture,
        $"postgres://apply:{server.PasswordOf("apply")}@127.0.0.1:{server.Port}/{database}");

    private static TargetPolicy PolicyOf(PostgreSqlServer server) => new(new("bench"), "production", Dialect.PostgreSql, [], [], "bench",
        DeployTrigger.OnMerge, null, server.Major, ["public"]);
}
