using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>One transaction in which statements run one after another and their schema is read; it is never committed.</summary>
internal sealed class ReversalSession(NpgsqlConnection connection) : IAsyncDisposable
{
    private static readonly string Reading = File.ReadAllText(Path.Combine(Corpus.Folder, "..", "reading.sql"));

    internal static async Task<ReversalSession> Open(TestDatabase database, string setup)
    {
        var session = new ReversalSession(await database.Open());
        await session.Run("BEGIN; SET LOCAL search_path = pg_catalog");
        await session.Run(setup);
        return session;
    }

    internal async Task Run(string sql)
    {
        foreach (var statement in Split(sql))
        {
            await using var command = new NpgsqlBatch(connection) { BatchCommands = { new(statement) } };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>At `;`, but not inside of a body in SQL.</summary>
    private static IEnumerable<string> Split(string sql)
    {
        var from = 0;
        foreach (var token in SqlTokens.Of(sql + ";").Where(t => t.Text == ";"))
        {
            var statement = sql[from..Math.Min(token.Start, sql.Length)].Trim();
            var body = statement.IndexOf("BEGIN ATOMIC", StringComparison.Ordinal);
            if (body > 0 && !SqlTokens.Of(statement)[^1].Is("END")) continue;
            if (statement.Length > 0) yield return statement;
            from = token.End;
        }
    }

    internal async Task<Schema> Read()
    {
        var objects = new List<SchemaObject>();
        await using var command = new NpgsqlCommand(Reading, connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            objects.Add(new(Enum.Parse<SchemaObjectKind>(rows.GetString(0)), rows.GetString(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3),
                rows.IsDBNull(4) ? null : new(rows.GetFieldValue<uint>(4), rows.GetFieldValue<uint>(5), rows.GetInt32(6))));
        return new(objects);
    }

    /// <summary>Counters so far: rows, files and positions by relation.</summary>
    internal async Task<Dictionary<string, long[]>> Counters()
    {
        const string sql = """
            SELECT c.oid::text, n.nspname, c.relname, coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0),
                coalesce(pg_relation_filenode(c.oid), 0)::bigint, coalesce((SELECT last_value FROM pg_sequences q WHERE (q.schemaname, q.sequencename) = (n.nspname, c.relname)), -1)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            """;
        var counters = new Dictionary<string, long[]>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            counters[$"{rows.GetString(1)}.{rows.GetString(2)}"] = [.. Enumerable.Range(3, 5).Select(rows.GetInt64)];
        return counters;
    }

    internal static Impact Between(Dictionary<string, long[]> before, Dictionary<string, long[]> after, string sql)
    {
        var both = after.Where(a => before.ContainsKey(a.Key)).Select(a => (Name: NameOf(a.Key), Was: before[a.Key], Now: a.Value)).ToList();
        var word = sql.Contains("TRUNCATE", StringComparison.OrdinalIgnoreCase) ? "truncated" : "its type changed";
        return Impact.None with
        {
            Rows = [.. both.Where(b => Enumerable.Range(0, 3).Any(i => b.Was[i] != b.Now[i])).Select(b => new RowChange(b.Name, b.Now[0] - b.Was[0], b.Now[1] - b.Was[1], b.Now[2] - b.Was[2]))],
            Rewrites = [.. both.Where(b => b.Was[3] != b.Now[3]).Select(b => new Rewrite(b.Name, word))],
            Sequences = [.. both.Where(b => b.Was[4] != b.Now[4]).Select(b => b.Name)],
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Run("ROLLBACK");
        await connection.DisposeAsync();
    }

    private static Statements.ObjectName NameOf(string key) => new(key.Split('.')[0], key.Split('.', 2)[1]);
}
