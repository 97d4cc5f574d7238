using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;
using FileMode = Countersign.Changes.FileMode;
using Sql = Countersign.Targets.PostgreSql.Commands;

namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>Runs a row's statement as a rehearsal runs it.</summary>
internal static class TruthRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private const string Relations =
        """
        SELECT c.oid::text, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        """;

    /// <param name="Statement">As the reader reads it.</param>
    /// <param name="Before">Relations that were there before, by what rows of the table call them; under their new name, too, if they got one.</param>
    internal sealed record Seen(Statement Statement, StatementSeen What, ImmutableHashSet<string> Before);

    internal static async Task<Seen> Of(TruthServer server, TruthRow row)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return await Of(server, row, limit.Token);
    }

    private static async Task<Seen> Of(TruthServer server, TruthRow row, CancellationToken cancellation)
    {
        var database = await server.NewDatabase(cancellation);
        row = row with { Sql = row.Sql.Replace("%database%", database, StringComparison.Ordinal) };
        await using var superuser = await server.OpenSuperuser(database, cancellation);
        if (row.Has("first")) await Run(superuser, ["SET search_path = public", .. row.Statements("first"), "RESET search_path"], database, cancellation);
        await using var login = await Session(server, row.IsBySuperuser, database, cancellation);
        await Run(login, row.Statements("given"), database, cancellation);
        await EventLog.Take(superuser, cancellation);
        var before = await superuser.Rows(Relations, [], cancellation);
        await using var watchdog = server.Watch();
        var statement = Read(row, server.Major);
        var seen = await new StatementRun(superuser, login, watchdog).Run(
            statement, await CatalogueSnapshot.Read(superuser, cancellation), startsUnit: false, cancellation);
        var oids = before.Select(r => r[0]).ToHashSet(StringComparer.Ordinal);
        var after = await superuser.Rows(Relations, [], cancellation);
        return new(statement, seen, [.. before.Concat(after.Where(r => oids.Contains(r[0]))).Select(r => r[1]!)]);
    }

    /// <summary>By the product's own reader, so that how it must run is the reader's word.</summary>
    internal static Statement Read(TruthRow row, int major)
    {
        var policy = PolicyOf(major);
        var script = new Script("db/1.sql", FileMode.Regular, ScriptRole.Versioned,
            Encoding.UTF8.GetBytes((row.IsAlone ? Script.NoTransactionDirective + "\n" : "") + row.Sql));
        var reading = new PostgreSqlReader().Read(new(policy, [], [script]), CancellationToken.None);
        if (reading is Reading.Refused refused) throw new InvalidOperationException(string.Join("; ", refused.Refusals.Select(r => r.Sentence)));
        var read = new TargetReading(policy.Name, policy.Environment, policy.Dialect, PostgreSqlSession.ProfileOf(policy), [script], ((Reading.Complete)reading).Statements);
        return Assert.Single(PlanBuilding.Build([read]).Targets[0].Statements);
    }

    private static async Task<NpgsqlConnection> Session(TruthServer server, bool isSuperuser, string database, CancellationToken cancellation)
    {
        if (!isSuperuser)
            return await server.OpenLogin(database, StartUpOptions.Of(PostgreSqlSession.ProfileOf(PolicyOf(server.Major)), Unlimited).Text, cancellation);
        var session = await server.OpenSuperuser(database, cancellation);
        await session.Run(cancellation, Sql.Of("SET search_path = public, pg_temp"));
        return session;
    }

    private static async Task Run(NpgsqlConnection connection, IEnumerable<string> statements, string database, CancellationToken cancellation)
    {
        foreach (var statement in statements)
            await connection.Run(cancellation, Sql.Of(statement.Replace("%database%", database, StringComparison.Ordinal)));
    }

    private static TargetPolicy PolicyOf(int major) => new(
        new TargetName("orders-prod"), "production", Dialect.PostgreSql, [], [], "orders-prod", DeployTrigger.OnMerge, null, major, ["public"]);

    private static PostgreSqlLimits Unlimited { get; } = new()
    {
        LockTimeout = TimeSpan.Zero,
        StatementTimeout = TimeSpan.Zero,
        IdleInTransaction = TimeSpan.Zero,
        IdleSession = TimeSpan.Zero,
    };
}
