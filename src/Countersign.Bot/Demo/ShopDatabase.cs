using System.Globalization;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Policy;
using Countersign.Statements;
using Microsoft.Data.Sqlite;

namespace Countersign.Bot.Demo;

/// <summary>The shop's production database: one SQLite file with the scripts of the main branch and a few rows in it.</summary>
internal sealed class ShopDatabase(string path)
{
    private const string Rows = """
        INSERT INTO customer VALUES (1, 'mia@example.com', 'Mia', '2026-01-04'), (2, 'noor@example.com', 'Noor', '2026-02-11');
        INSERT INTO product VALUES (1, 'TEA-1', 'Green tea', 498), (2, 'CUP-1', 'Tea cup', 1298), (3, 'POT-1', 'Tea pot', 3900);
        INSERT INTO customer_order VALUES (1, 1, '2026-11-02', 'open');
        INSERT INTO order_line VALUES (1, 1, 2), (1, 3, 1);
        INSERT INTO legacy_import VALUES (1, 'a line of the old importer'), (2, 'another');
        """;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Makes the file, enrols it as a target and declares its scripts history.</summary>
    /// <returns>False when a probe failed.</returns>
    public async Task<bool> Create(
        TargetConnections connections, EnrolmentRecords enrolments, Changes.RepositoryId repository, CancellationToken cancellation)
    {
        var files = DemoFiles.Read("shop");
        var scripts = files.Where(f => f.Key.EndsWith(".sql", StringComparison.Ordinal)).ToImmutableArray();
        Execute(string.Concat(scripts.Select(s => s.Value)) + Rows);
        var policy = ((PolicyParse.Valid)PolicyReading.Read(System.Text.Encoding.UTF8.GetBytes(files[PolicyFile.Path]))).Policy.Targets[0];
        var target = connections.Find(policy)!;
        var enrolment = await target.Enrol(cancellation);
        if (!enrolment.IsAccepted) return false;
        await enrolments.Keep(repository, policy.Name, enrolment.Identity, cancellation);
        await target.Baseline([.. scripts.Select(s => ScriptOf(policy, s.Key, s.Value))], cancellation);
        return true;
    }

    /// <summary>One value, as text.</summary>
    public string Ask(string sql)
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Names of the shop's own tables.</summary>
    public string Tables() => Ask(
        "select group_concat(name, ', ' order by name) from sqlite_schema where type = 'table' and name not like 'countersign%'");

    private static Script ScriptOf(TargetPolicy policy, string path, string text) => new(
        path, Changes.FileMode.Regular, policy.Scripts.Any(g => g.Matches(path)) ? ScriptRole.Versioned : ScriptRole.Repeatable,
        System.Text.Encoding.UTF8.GetBytes(text));

    private void Execute(string sql)
    {
        using var connection = Open(SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
