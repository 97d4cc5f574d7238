using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.Sqlite;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>A real database file in a folder of its own, enrolled unless said otherwise.</summary>
internal sealed class TestFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("countersign-sqlite-");

    internal TestFile(bool enrolled = true)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "shop.db");
        File.WriteAllBytes(Path, []);
        if (enrolled) Assert.True(Target().Enrol(CancellationToken.None).GetAwaiter().GetResult().IsAccepted);
    }

    internal string Path { get; }

    internal SqliteTarget Target(SqliteLimits? limits = null) => new(
        StatementFixture.Target(), Path, limits ?? new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), TimeProvider.System);

    /// <summary>Runs text as any other tool would: nothing of ours is in between.</summary>
    internal void Outside(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of all rows, joined by commas.</summary>
    internal string Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return string.Join(',', values);
    }

    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    internal async Task<List<UnitOutcome>> Apply(ApprovedPlan plan, long fence = 1, SqliteLimits? limits = null) =>
        await Apply(plan, Intents(plan, fence), limits);

    internal async Task<List<UnitOutcome>> Apply(ApprovedPlan plan, ImmutableArray<UnitIntent> intents, SqliteLimits? limits = null)
    {
        var outcomes = new List<UnitOutcome>();
        await foreach (var outcome in Target(limits).Apply(plan, intents, CancellationToken.None)) outcomes.Add(outcome);
        return outcomes;
    }

    /// <summary>Reads, approves and applies one script.</summary>
    internal async Task<UnitOutcome> ApplyOne(string text, string history = "") =>
        Assert.Single(await Apply(Plan(history, ("db/002.sql", text))));

    /// <summary>A plan as the reader reads the scripts, approved.</summary>
    internal static ApprovedPlan Plan(string history, params (string Path, string Text)[] scripts)
    {
        ImmutableArray<Script> files = [.. scripts.Select(s => StatementFixture.Script(s.Path, s.Text))];
        var reading = StatementFixture.Read(new(StatementFixture.Target(), [StatementFixture.Script("db/000.sql", history)], files));
        return Approved(files, Assert.IsType<Reading.Complete>(reading).Statements);
    }

    /// <summary>A plan of statements that no reader ever saw, one script of them.</summary>
    internal static ApprovedPlan Unread(params string[] statements)
    {
        var script = StatementFixture.Script("db/unread.sql", string.Join('\n', statements));
        var at = 0;
        var read = ImmutableArray.CreateBuilder<ReadStatement>();
        foreach (var bytes in statements.Select(Encoding.UTF8.GetBytes))
        {
            read.Add(new(script, new(at, bytes.Length), "UNREAD", [], [], new Reversal.Irreversible("not read")));
            at += bytes.Length + 1;
        }

        return Approved([script], read.ToImmutable());
    }

    internal static ImmutableArray<UnitIntent> Intents(ApprovedPlan plan, long fence = 1) =>
        [.. ExecutionUnit.Of(plan.Plan.Targets[0]).Select(u => new UnitIntent(u, plan.Plan.Digest, NewToken(), fence))];

    internal static MarkerToken NewToken() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    public void Dispose() => _folder.Delete(recursive: true);

    private static ApprovedPlan Approved(ImmutableArray<Script> scripts, ImmutableArray<ReadStatement> statements)
    {
        var target = StatementFixture.Target();
        return new(
            PlanBuilding.Build([new(target.Name, target.Environment, target.Dialect, SqliteProfile.Session, scripts, statements)]),
            Digest.Of("policy"u8));
    }
}
