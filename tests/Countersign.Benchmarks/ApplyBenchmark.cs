using System.Diagnostics;
using System.Globalization;
using System.Text;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using DbUp;
using DbUp.Engine;

namespace Countersign.Benchmarks;

/// <summary>
/// 200 small migrations, one commit each, on a real server with fsync: by our executor with guard, marker and evidence of
/// every statement, by `psql -f`, by DbUp and by dbmate. All in one run, in turns, each on a fresh database; the best turn counts.
/// </summary>
internal static class ApplyBenchmark
{
    private const int Migrations = 200;
    private const int Turns = 5;

    internal static async Task<int> Run()
    {
        await using var server = await PostgreSqlServer.StartAsync(durable: true);
        foreach (var role in new[] { "apply", "verify" }) await server.CreateRole(role);
        var files = Directory.CreateTempSubdirectory("countersign-bench-").FullName;
        Directory.CreateDirectory(Path.Combine(files, "dbmate"));
        await WriteScripts(files);
        var dbmate = await Dbmate(files);
        var contestants = new (string Name, Func<string, Task> Run)[]
        {
            ("psql -f", database => Start("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", Path.Combine(files, "all.sql"), Url(server, database))),
            ("countersign", database => Countersign(server, database)),
            ("DbUp", database => Task.Run(() => DbUp(server, database))),
            ("dbmate", database => Start(dbmate, "--url", Url(server, database) + "?sslmode=disable",
                "--migrations-dir", Path.Combine(files, "dbmate"), "--no-dump-schema", "up")),
        };

        var best = contestants.ToDictionary(c => c.Name, _ => TimeSpan.MaxValue);
        for (var turn = 0; turn < Turns; turn++)
            foreach (var (name, run) in contestants)
                best[name] = Min(best[name], await Measure(server, $"t{turn}_{name.Split(' ')[0].ToLowerInvariant()}", run));

        foreach (var (name, _) in contestants)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-12} {best[name].TotalMilliseconds,7:F0} ms  {best[name] / best["psql -f"]:F2} x psql"));
        Directory.Delete(files, recursive: true);
        return 0;
    }

    private static async Task<TimeSpan> Measure(PostgreSqlServer server, string database, Func<string, Task> run)
    {
        await server.Execute($"CREATE DATABASE {database}");
        await server.Execute("GRANT ALL ON SCHEMA public TO apply", database);
        if (database.EndsWith("countersign", StringComparison.Ordinal))
        {
            var enrolment = await Target(server, database).Enrol(CancellationToken.None);
            if (!enrolment.IsAccepted) throw new InvalidOperationException(string.Join("; ", enrolment.Probes.Where(p => !p.Passed)));
        }

        await server.Execute("CHECKPOINT");
        var clock = Stopwatch.GetTimestamp();
        await run(database);
        return Stopwatch.GetElapsedTime(clock);
    }

    private static async Task Countersign(PostgreSqlServer server, string database)
    {
        var policy = PolicyOf(server);
        var scripts = Enumerable.Range(0, Migrations).Select(i => new Script(
            $"db/{i:000}.sql", Changes.FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(Migration(i) + ";\n"))).ToImmutableArray();
        var statements = scripts.Select(s => new ReadStatement(
            s, new(0, s.Bytes.Length - 2), "MIGRATION", [], [], new Reversal.Irreversible("not read"))).ToImmutableArray();
        var plan = new ApprovedPlan(
            PlanBuilding.Build([new(policy.Name, "production", Dialect.PostgreSql, PostgreSqlSession.ProfileOf(policy), scripts, statements)]),
            Digest.Of("policy"u8));
        var random = new Random(1);
        var intents = ExecutionUnit.Of(plan.Plan.Targets[0])
            .Select(u => new UnitIntent(u, plan.Plan.Digest, new(Convert.ToHexStringLower(Bytes(random))), 1)).ToImmutableArray();
        var committed = 0;
        await foreach (var outcome in Target(server, database).Apply(plan, intents, CancellationToken.None))
            committed += outcome is UnitOutcome.Committed ? 1 : throw new InvalidOperationException(outcome.ToString());
        if (committed != Migrations) throw new InvalidOperationException($"only {committed} committed");
    }

    private static void DbUp(PostgreSqlServer server, string database)
    {
        var result = DeployChanges.To.PostgresqlDatabase(server.ConnectionString("postgres", database))
            .WithScripts(Enumerable.Range(0, Migrations).Select(i => new SqlScript($"{i:000}.sql", Migration(i))))
            .WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade();
        if (!result.Successful) throw result.Error;
    }

    /// <summary>The usual mix: a table, rows, a column, an index.</summary>
    private static string Migration(int i) => (i % 4) switch
    {
        0 => $"CREATE TABLE t{i / 4} (id bigint PRIMARY KEY, name text NOT NULL)",
        1 => $"INSERT INTO t{i / 4} SELECT n, 'name ' || n FROM generate_series(1, 20) n",
        2 => $"ALTER TABLE t{i / 4} ADD COLUMN created timestamptz DEFAULT now()",
        _ => $"CREATE INDEX t{i / 4}_name ON t{i / 4} (name)",
    };

    private static async Task WriteScripts(string directory)
    {
        var scripts = Enumerable.Range(0, Migrations).Select(Migration).ToList();
        await File.WriteAllTextAsync(Path.Combine(directory, "all.sql"), string.Concat(scripts.Select(s => s + ";\n")));
        for (var i = 0; i < Migrations; i++)
            await File.WriteAllTextAsync(Path.Combine(directory, "dbmate", $"20260101000{i:000}_m.sql"), $"-- migrate:up\n{scripts[i]};\n\n-- migrate:down\n");
    }

    /// <summary>dbmate ships its binary as an npm package per platform.</summary>
    private static async Task<string> Dbmate(string directory)
    {
        await Start("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", directory, "dbmate@2.36.0");
        return Directory.GetFiles(Path.Combine(directory, "node_modules", "@dbmate"), "dbmate", SearchOption.AllDirectories)[0];
    }

    private static async Task Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {errors}");
    }

    private static string Url(PostgreSqlServer server, string database) => string.Create(CultureInfo.InvariantCulture,
        $"postgres://postgres:{server.PasswordOf("postgres")}@127.0.0.1:{server.Port}/{database}");

    private static PostgreSqlTarget Target(PostgreSqlServer server, string database) => new(PolicyOf(server),
        new(server.ConnectionString("apply", database), server.ConnectionString("verify", database), server.ConnectionString("postgres", database)),
        PostgreSqlLimits.Default, TimeProvider.System);

    private static TargetPolicy PolicyOf(PostgreSqlServer server) => new(new("bench"), "production", Dialect.PostgreSql, [], [], "bench",
        DeployTrigger.OnMerge, null, server.Major, ["public"]);

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
