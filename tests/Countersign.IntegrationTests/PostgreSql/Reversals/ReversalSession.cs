using System.Text;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>One transaction in which statements run one after another and their schema is read; it is never committed.</summary>
internal sealed class ReversalSession(NpgsqlConnection connection) : IAsyncDisposable
{
    private Schema? _setup;

    internal static async Task<ReversalSession> Open(TestDatabase database, string setup)
    {
        // To plan the queries of the catalogue takes the server three times as long as to run them.
        var session = new ReversalSession(await database.Open(prepares: true));
        await session.Run("BEGIN; SET LOCAL search_path = pg_catalog; SET LOCAL jit = off");
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

    /// <summary>What the setup made, which every case goes back to; counters and sequences do not.</summary>
    internal async Task<(Schema, Moment)> ReadSetup() => (_setup ??= await Read(), await Look());

    /// <summary>As the product reads it.</summary>
    internal Task<Schema> Read() => CatalogueReading.ReadHere(connection, CancellationToken.None);

    /// <summary>Whether types change by the server's own conversions in all of it, by the parse tree.</summary>
    internal static bool ConvertsByTheServersOwnRules(string sql, int major) =>
        Split(sql).All(s => UsingClauses.ConvertsByTheServersOwnRules(Encoding.UTF8.GetBytes(s), major));

    /// <summary>What a rehearsal notes down beside the schema, at this point.</summary>
    internal async Task<Moment> Look() => new(await CatalogueSnapshot.Read(connection, CancellationToken.None), await ReadTables());

    private async Task<Dictionary<string, Counters>> ReadTables()
    {
        const string sql = """
            SELECT c.oid::text, n.nspname, c.relname, coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0), pg_relation_size(c.oid)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid
            WHERE c.relkind IN ('r', 'm') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
            """;
        var counters = new Dictionary<string, Counters>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            counters[rows.GetString(0)] = new(new(rows.GetString(1), rows.GetString(2)), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6));
        return counters;
    }

    internal sealed record Counters(ObjectName Name, long Inserted, long Updated, long Deleted, long Size);

    internal sealed record Moment(CatalogueSnapshot Catalogue, Dictionary<string, Counters> Tables);

    internal static Impact Between(Moment before, Moment after) => Impact.None with
    {
        Rows =
        [
            .. after.Tables.Where(a => before.Tables.ContainsKey(a.Key)).Select(a => (Was: before.Tables[a.Key], Now: a.Value))
                .Select(b => new RowChange(b.Now.Name, b.Now.Inserted - b.Was.Inserted, b.Now.Updated - b.Was.Updated, b.Now.Deleted - b.Was.Deleted))
                .Where(r => r.Inserted != 0 || r.Updated != 0 || r.Deleted != 0),
        ],
        Rewrites = [.. after.Catalogue.WrittenSince(before.Catalogue).Select(f => new Rewrite(new(f.Value.Schema, f.Value.Name), WasEmptied(f.Key, before, after) ? "truncated" : "its type changed"))],
        Sequences = [.. ImpactComposing.MovedSequences(before.Catalogue, after.Catalogue)],
        Rights = after.Catalogue.RightsChangedSince(before.Catalogue),
    };

    private static bool WasEmptied(string oid, Moment before, Moment after) =>
        before.Tables.TryGetValue(oid, out var was) && was.Size > 0 && after.Tables[oid].Size == 0;

    public async ValueTask DisposeAsync()
    {
        await Run("ROLLBACK");
        await connection.DisposeAsync();
    }
}
