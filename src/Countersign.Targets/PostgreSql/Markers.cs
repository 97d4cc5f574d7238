using System.Globalization;
using Countersign.Deployments;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>Intents and markers as the verify login writes and reads them.</summary>
internal sealed class Markers(NpgsqlConnection connection, TargetName target) : IAsyncDisposable
{
    private const string StateSql =
        """
        INSERT INTO countersign.intent
            (target, token_hash, plan, sequence, chain, script_path, script_digest, repeatable, part, parts, fence)
        SELECT $1, * FROM unnest($2::bytea[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bool[], $9::int[], $10::int[], $11::bigint[])
        ON CONFLICT (token_hash) DO NOTHING
        """;

    private const string AppliedSql =
        """
        SELECT DISTINCT ON (script_path) script_path, script_digest, baseline::text FROM (
            SELECT m.script_path, m.script_digest, false AS baseline, max(m.committed_at) AS at
            FROM countersign.marker m JOIN countersign.intent i USING (token_hash)
            WHERE m.target = $1 GROUP BY m.script_path, m.script_digest HAVING count(DISTINCT m.part) >= max(i.parts)
            UNION ALL
            SELECT script_path, script_digest, true, declared_at FROM countersign.baseline WHERE target = $1
        ) history ORDER BY script_path, at DESC
        """;

    private const string DoneSql =
        """
        SELECT script_path, script_digest, part::text FROM (
            SELECT DISTINCT ON (script_path, part) script_path, script_digest, part
            FROM countersign.marker WHERE target = $1 AND script_path = ANY ($2) ORDER BY script_path, part, committed_at DESC
        ) latest
        UNION ALL
        SELECT script_path, script_digest, '-1' FROM countersign.baseline WHERE target = $1 AND script_path = ANY ($2)
        """;

    private const string MarkerSql =
        """
        SELECT xid, backend::text, login, committed_at::text, (extract(epoch FROM committed_at - stated_at) * 1000)::bigint::text
        FROM countersign.marker WHERE token_hash = $1
        """;

    private NpgsqlCommand? _find;

    /// <summary>Writes all intents in one transaction, before any unit runs.</summary>
    internal Task State(ImmutableArray<PlacedIntent> intents, CancellationToken cancellation) => connection.Run(
        cancellation,
        Commands.Of(StateSql,
            target.Value, Each(intents, i => i.TokenHash), Each(intents, i => i.Intent.Plan.Hex), Each(intents, i => i.Intent.Unit.Sequence),
            Each(intents, i => i.Intent.Unit.Chain.Hex), Each(intents, i => i.Script.Path), Each(intents, i => i.Script.Digest.Hex),
            Each(intents, i => i.Script.Role == ScriptRole.Repeatable), Each(intents, i => i.Part), Each(intents, i => i.Parts),
            Each(intents, i => i.Intent.Fence)));

    /// <summary>Tokens of units that the target has already: same script, same bytes, same part, not overwritten since.</summary>
    internal async Task<ImmutableHashSet<MarkerToken>> Done(ImmutableArray<PlacedIntent> intents, CancellationToken cancellation)
    {
        var rows = await connection.Rows(
            DoneSql, [target.Value, intents.Select(i => i.Script.Path).Distinct().ToArray()], cancellation);
        var done = rows.Select(r => (r[0], r[1], r[2])).ToHashSet();
        return
        [
            .. intents.Where(i => done.Contains((i.Script.Path, i.Script.Digest.Hex, i.Part.ToString(CultureInfo.InvariantCulture)))
                    || done.Contains((i.Script.Path, i.Script.Digest.Hex, "-1")))
                .Select(i => i.Intent.Token),
        ];
    }

    /// <summary>What ran in full, and what was declared history; the latest of each path.</summary>
    internal async Task<ImmutableArray<AppliedScript>> Applied(CancellationToken cancellation) =>
    [
        .. (await connection.Rows(AppliedSql, [target.Value], cancellation))
            .Select(r => new AppliedScript(r[0]!, new Digest(r[1]!), r[2] == "true")).OrderBy(s => s.Path, StringComparer.Ordinal),
    ];

    /// <summary>The committed marker of a token, or null. Asked after every unit, so it is prepared: no migration shares this session.</summary>
    internal async Task<MarkerRow?> Find(MarkerToken token, CancellationToken cancellation)
    {
        if (_find is null)
        {
            _find = new(MarkerSql, connection) { Parameters = { new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea } } };
            await _find.PrepareAsync(cancellation);
        }

        _find.Parameters[0].Value = HashOf(token);
        await using var reader = await _find.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? MarkerRow.Of([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]) : null;
    }

    /// <summary>Says that a unit which no rollback undoes is about to be sent, and how things stood before it.</summary>
    internal Task Start(PlacedIntent intent, string before, CancellationToken cancellation) => connection.Run(cancellation, Commands.Of(
        "INSERT INTO countersign.started (token_hash, before) VALUES ($1, $2)", intent.TokenHash, before));

    /// <summary>How things stood before the unit was sent; null when it never was.</summary>
    internal async Task<string?> Before(MarkerToken token, CancellationToken cancellation) =>
        await connection.Rows("SELECT before FROM countersign.started WHERE token_hash = $1 ORDER BY started_at DESC LIMIT 1",
            [HashOf(token)], cancellation) is [var row] ? row[0] : null;

    internal Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation) => connection.Run(cancellation, Commands.Of(
        """
        INSERT INTO countersign.baseline (target, script_path, script_digest) SELECT $1, * FROM unnest($2::text[], $3::text[])
        ON CONFLICT DO NOTHING
        """, target.Value, scripts.Select(s => s.Path).ToArray(), scripts.Select(s => s.Digest.Hex).ToArray()));

    public ValueTask DisposeAsync() => _find?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static byte[] HashOf(MarkerToken token) => System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(token.Hex));

    private static T[] Each<T>(ImmutableArray<PlacedIntent> intents, Func<PlacedIntent, T> value) => [.. intents.Select(value)];
}

/// <summary>A marker as the trigger completed it.</summary>
/// <param name="SinceStated">From the statement of the intent to the marker, by the server's clock.</param>
internal sealed record MarkerRow(string Xid, string Backend, string Login, string CommittedAt, TimeSpan SinceStated)
{
    internal static MarkerRow Of(ImmutableArray<string> row) =>
        new(row[0], row[1], row[2], row[3], TimeSpan.FromMilliseconds(long.Parse(row[4], CultureInfo.InvariantCulture)));

    internal ImmutableSortedDictionary<string, string> Evidence(CheckedSession session, TargetIdentity identity) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("backend id", Backend).Add("committed at", CommittedAt).Add("login", Login).Add("server", identity.Text)
            .Add("server version", session.ServerVersion).Add("transaction id", Xid);
}
