using System.Diagnostics;
using System.Globalization;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Rehearsals;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Countersign.Benchmarks;

/// <summary>
/// 200 small migrations, one commit each, on a real server with fsync: by our executor with guard, marker and evidence of
/// every statement, without and with enforcement (a tenth of the scripts opaque), by `psql -f`, by DbUp and by dbmate. All in one
/// run, in turns, each on a fresh database; the best turn counts.
/// </summary>
internal static class ApplyBenchmark
{
    private const int Turns = 5;

    /// <param name="arguments">How many turns; 5 unless given.</param>
    internal static async Task<int> Run(string[] arguments)
    {
        var turns = arguments is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : Turns;
        await using var server = await PostgreSqlServer.StartAsync(durable: true);
        foreach (var role in new[] { "apply", "verify" }) await server.CreateRole(role);
        var files = Directory.CreateTempSubdirectory("countersign-bench-").FullName;
        Directory.CreateDirectory(Path.Combine(files, "dbmate"));
        await ApplyScripts.Write(files);
        var dbmate = await Dbmate(files);
        var contestants = new (string Name, Func<string, Task<Func<Task>>> Prepare)[]
        {
            ("psql -f", Now(database => Start("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", Path.Combine(files, "all.sql"), Url(server, database)))),
            ("countersign", database => Countersign(server, database, isHeld: false)),
            ("enforcing", database => Countersign(server, database, isHeld: true)),
            ("DbUp", Now(database => Task.Run(() => DbUp(server, database)))),
            ("dbmate", Now(database => Start(dbmate, "--url", Url(server, database) + "?sslmode=disable",
                "--migrations-dir", Path.Combine(files, "dbmate"), "--no-dump-schema", "up"))),
        };

        var best = contestants.ToDictionary(c => c.Name, _ => TimeSpan.MaxValue);
        for (var turn = 0; turn < turns; turn++)
            foreach (var (name, prepare) in contestants)
                best[name] = Min(best[name], await Measure(server, $"t{turn}_{name.Split(' ')[0].ToLowerInvariant()}", prepare));

        foreach (var (name, _) in contestants)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-12} {best[name].TotalMilliseconds,7:F0} ms  {best[name] / best["psql -f"]:F2} x psql"));
        Directory.Delete(files, recursive: true);
        return 0;
    }

    private static async Task<TimeSpan> Measure(PostgreSqlServer server, string database, Func<string, Task<Func<Task>>> prepare)
    {
        await server.Execute($"CREATE DATABASE {database}");
        await server.Execute("GRANT ALL ON SCHEMA public TO apply", database);
        if (database.EndsWith("countersign", StringComparison.Ordinal) || database.EndsWith("enforcing", StringComparison.Ordinal))
        {
            var enrolment = await Target(server, database).Enrol(CancellationToken.None);
            if (!enrolment.IsAccepted) throw new InvalidOperationException(string.Join("; ", enrolment.Probes.Where(p => !p.Passed)));
        }

        var run = await prepare(database);
        await server.Execute("CHECKPOINT");
        var clock = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(clock);
    }

    private static Func<string, Task<Func<Task>>> Now(Func<string, Task> run) => database => Task.FromResult(() => run(database));

    /// <summary>The rehearsal is the review's work, so it is not measured here.</summary>
    private static async Task<Func<Task>> Countersign(PostgreSqlServer server, string database, bool isHeld)
    {
        var plan = ApplyScripts.Plan(ApplyScripts.Policy(server.Major));
        if (isHeld && await Rehearse(server, database, plan) is { } rehearsal)
            plan = new(plan.Plan, plan.Policy, ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(rehearsal.Target, rehearsal));
        return () => Apply(server, database, plan);
    }

    private static async Task<TargetRehearsal> Rehearse(PostgreSqlServer server, string database, ApprovedPlan plan)
    {
        await using var login = new NpgsqlConnection(server.ConnectionString("apply", database));
        await using var outside = new NpgsqlConnection(server.ConnectionString("postgres", database));
        await login.OpenAsync();
        await outside.OpenAsync();
        return await TestRehearsals.Of(login, outside, server.Major, plan, u => u.Statements.Any(s => s.Source.Effects.Any(e => e is Effect.Opaque)));
    }

    private static async Task Apply(PostgreSqlServer server, string database, ApprovedPlan plan)
    {
        var random = new Random(1);
        var intents = ExecutionUnit.Of(plan.Plan.Targets[0])
            .Select(u => new UnitIntent(u, plan.Plan.Digest, new(Convert.ToHexStringLower(Bytes(random))), 1)).ToImmutableArray();
        var committed = 0;
        await foreach (var outcome in Target(server, database).Apply(plan, intents, CancellationToken.None))
            committed += outcome is UnitOutcome.Committed ? 1 : throw new InvalidOperationException(outcome.ToString());
        if (committed != ApplyScripts.Count) throw new InvalidOperationException($"only {committed} committed");
    }

    private static void DbUp(PostgreSqlServer server, string database)
    {
        var result = DeployChanges.To.PostgresqlDatabase(server.ConnectionString("postgres", database))
            .WithScripts(Enumerable.Range(0, ApplyScripts.Count).Select(i => new SqlScript($"{i:000}.sql", ApplyScripts.Text(i))))
            .WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade();
        if (!result.Successful) throw result.Error;
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

    private static PostgreSqlTarget Target(PostgreSqlServer server, string database) => new(ApplyScripts.Policy(server.Major),
        new(server.ConnectionString("apply", database), server.ConnectionString("verify", database), server.ConnectionString("postgres", database)),
        PostgreSqlLimits.Default, TimeProvider.System);

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
