using System.Globalization;
using System.Security.Cryptography;
using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>Intents and markers as the verify login writes and reads them.</summary>
internal sealed class Markers(SqlLink link, TargetName target)
{
    internal const string StateSql =
        """
        INSERT INTO countersign.intent (target, token_hash, plan_digest, sequence, chain, script_path, script_digest, repeatable, part, parts, fence)
        SELECT @target, @token_hash, @plan, @sequence, @chain, @path, @digest, @repeatable, @part, @parts, @fence
        WHERE NOT EXISTS (SELECT * FROM countersign.intent WHERE token_hash = @token_hash)
        """;

    internal const string AppliedSql =
        """
        SELECT script_path, script_digest, is_baseline FROM (
            SELECT script_path, script_digest, is_baseline, ROW_NUMBER() OVER (PARTITION BY script_path ORDER BY at DESC) AS place FROM (
                SELECT m.script_path, m.script_digest, 0 AS is_baseline, MAX(m.committed_at) AS at
                FROM countersign.marker AS m JOIN countersign.intent AS i ON i.token_hash = m.token_hash
                WHERE m.target = @target GROUP BY m.script_path, m.script_digest HAVING COUNT(DISTINCT m.part) >= MAX(i.parts)
                UNION ALL
                SELECT script_path, script_digest, 1, declared_at FROM countersign.baseline WHERE target = @target
            ) AS history
        ) AS latest WHERE place = 1
        """;

    internal const string DoneSql =
        """
        SELECT script_path, script_digest, part FROM (
            SELECT script_path, script_digest, part, ROW_NUMBER() OVER (PARTITION BY script_path, part ORDER BY committed_at DESC) AS place
            FROM countersign.marker WHERE target = @target
        ) AS latest WHERE place = 1
        UNION ALL
        SELECT script_path, script_digest, -1 FROM countersign.baseline WHERE target = @target
        """;

    internal const string MarkerSql =
        """
        SELECT transaction_id, session_id, login, CONVERT(nvarchar(30), committed_at, 126), DATEDIFF(millisecond, stated_at, committed_at)
        FROM countersign.marker WHERE token_hash = @token_hash
        """;

    internal const string BegunSql = "SELECT transaction_id FROM countersign.begun WHERE token_hash = @token_hash";

    internal const string StartSql = "INSERT INTO countersign.started (token_hash, before) VALUES (@token_hash, @before)";

    internal const string BeforeSql = "SELECT TOP (1) before FROM countersign.started WHERE token_hash = @token_hash ORDER BY id DESC";

    internal const string BaselineSql =
        """
        INSERT INTO countersign.baseline (target, script_path, script_digest) SELECT @target, @path, @digest
        WHERE NOT EXISTS (SELECT * FROM countersign.baseline WHERE target = @target AND script_path = @path AND script_digest = @digest)
        """;

    /// <summary>Writes all intents in one transaction, before any unit runs.</summary>
    internal Task State(ImmutableArray<PlacedIntent> intents) => Together(intents.Select(i => (Func<Task<LinkReply>>)(() => link.Ask(StateSql,
        ("@target", target.Value), ("@token_hash", i.TokenHash), ("@plan", i.Intent.Plan.Hex), ("@sequence", i.Intent.Unit.Sequence),
        ("@chain", i.Intent.Unit.Chain.Hex), ("@path", i.Script.Path), ("@digest", i.Script.Digest.Hex),
        ("@repeatable", i.Script.Role == ScriptRole.Repeatable ? 1 : 0), ("@part", i.Part), ("@parts", i.Parts), ("@fence", i.Intent.Fence)))));

    /// <summary>Tokens of units that the target has already: same script, same bytes, same part, not overwritten since.</summary>
    internal async Task<ImmutableHashSet<MarkerToken>> Done(ImmutableArray<PlacedIntent> intents)
    {
        var done = (await Rows(DoneSql, ("@target", target.Value))).Select(r => (r[0], r[1], r[2])).ToHashSet();
        return
        [
            .. intents.Where(i => done.Contains((i.Script.Path, i.Script.Digest.Hex, i.Part.ToString(CultureInfo.InvariantCulture)))
                    || done.Contains((i.Script.Path, i.Script.Digest.Hex, "-1")))
                .Select(i => i.Intent.Token),
        ];
    }

    /// <summary>What ran in full, and what was declared history; the latest of each path.</summary>
    internal async Task<ImmutableArray<AppliedScript>> Applied() =>
    [
        .. (await Rows(AppliedSql, ("@target", target.Value)))
            .Select(r => new AppliedScript(r[0]!, new Digest(r[1]!), r[2] == "1")).OrderBy(s => s.Path, StringComparer.Ordinal),
    ];

    /// <summary>The committed marker of a token, or null.</summary>
    internal async Task<MarkerRow?> Find(MarkerToken token) =>
        await Rows(MarkerSql, ("@token_hash", HashOf(token))) is [var row] ? MarkerRow.Of(row!) : null;

    /// <summary>
    /// Whether a transaction that began the unit was committed. Together with a missing marker it tells that a batch committed by
    /// itself: what ran up to it is permanent.
    /// </summary>
    internal async Task<bool> HasBegun(MarkerToken token) => !(await Rows(BegunSql, ("@token_hash", HashOf(token)))).IsEmpty;

    /// <summary>Says that a unit which no rollback undoes is about to be sent, and how things stood before it.</summary>
    internal Task Start(PlacedIntent intent, string before) => Rows(StartSql, ("@token_hash", intent.TokenHash), ("@before", before));

    /// <summary>How things stood before the unit was sent; null when it never was.</summary>
    internal async Task<string?> Before(MarkerToken token) => await Rows(BeforeSql, ("@token_hash", HashOf(token))) is [var row] ? row[0] : null;

    internal Task Baseline(ImmutableArray<Script> scripts) => Together(scripts.Select(s => (Func<Task<LinkReply>>)(() =>
        link.Ask(BaselineSql, ("@target", target.Value), ("@path", s.Path), ("@digest", s.Digest.Hex)))));

    /// <exception cref="TargetUnreachableException">When the server refuses, or is gone.</exception>
    internal async Task<ImmutableArray<ImmutableArray<string?>>> Rows(string sql, params (string Name, object Value)[] values) =>
        Expect(await link.Ask(sql, values)).Rows;

    private async Task Together(IEnumerable<Func<Task<LinkReply>>> writes)
    {
        Expect(await link.Ask("BEGIN TRANSACTION;"));
        foreach (var write in writes) Expect(await write());
        Expect(await link.Ask(TargetLock.Commit));
    }

    private static LinkReply Expect(LinkReply reply) => reply.Fault is { } fault
        ? throw new TargetUnreachableException($"the markers cannot be read or written: {ServerErrors.Of(fault)}")
        : reply;

    private static byte[] HashOf(MarkerToken token) => SHA256.HashData(Convert.FromHexString(token.Hex));
}

/// <summary>A marker as the procedure wrote it.</summary>
/// <param name="SinceStated">From the statement of the intent to the marker, by the server's clock.</param>
internal sealed record MarkerRow(string TransactionId, string SessionId, string Login, string CommittedAt, TimeSpan SinceStated)
{
    internal static MarkerRow Of(ImmutableArray<string> row) =>
        new(row[0], row[1], row[2], row[3], TimeSpan.FromMilliseconds(long.Parse(row[4], CultureInfo.InvariantCulture)));

    internal ImmutableSortedDictionary<string, string> Evidence(VerifySession verify) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("committed at", CommittedAt).Add("login", Login).Add("server", verify.Record.Identity.Text)
            .Add("server version", verify.Start.ServerVersion).Add("session id", SessionId).Add("transaction id", TransactionId);
}
