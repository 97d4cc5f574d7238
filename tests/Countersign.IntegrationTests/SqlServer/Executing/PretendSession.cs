using System.Globalization;
using Countersign.IntegrationTests.SqlServer.Wire;
using Countersign.Targets.SqlServer.Executing;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>One session of <see cref="PretendServer"/>.</summary>
internal sealed class PretendSession(PretendServer server, string user, int number) : ITdsSession
{
    private readonly List<(string Hash, long Transaction)> _begun = [];
    private readonly List<PretendMarker> _markers = [];
    private long _transaction;
    private bool _holdsLock;

    internal int OpenTransactions { get; private set; }

    internal bool IsDoomed { get; set; }

    internal string? Becomes { get; set; }

    internal string ActsAs => Becomes ?? user;

    internal int Options { get; set; } = server.Options;

    public byte[] Greet(string database) => server.Refusals.TryDequeue(out var refusal)
        ? new TdsReply().Error(refusal, 14, $"refused with {refusal}").ToArray()
        : new TdsReply().Login(database).ToArray();

    public byte[]? Answer(TdsRequest request)
    {
        lock (server.Gate)
        {
            if (server.Instead.FirstOrDefault(i => request.Text.Contains(i.Part, StringComparison.Ordinal)) is { Answer: { } answer }) return answer(this);
            if (request.Kind == "procedure") return Call(request).ToArray();
            if (!OwnCommands.IsOurs(request.Text) && server.Behaviours.TryGetValue(request.Text, out var behave)) return behave(this, new());
            return Batch(request.Text).ToArray();
        }
    }

    /// <summary>The client is gone: what it had not committed is.</summary>
    public void End() => Forget();

    internal TdsReply Begin(TdsReply reply)
    {
        if (OpenTransactions++ > 0) return reply;
        _transaction = ++server.LastTransaction;
        return reply.Transaction(8, _transaction);
    }

    internal TdsReply Commit(TdsReply reply)
    {
        if (--OpenTransactions > 0) return reply;
        server.Begun.AddRange(_begun);
        server.Markers.AddRange(_markers);
        return Forget(reply, 9);
    }

    internal TdsReply RollBack(TdsReply reply) => OpenTransactions == 0 ? reply : Forget(reply, 10);

    private TdsReply Forget(TdsReply reply, byte what)
    {
        reply.Transaction(what, _transaction);
        Forget();
        return reply;
    }

    private void Forget()
    {
        _begun.Clear();
        _markers.Clear();
        (OpenTransactions, IsDoomed, _holdsLock) = (0, false, false);
    }

    private TdsReply Batch(string text)
    {
        var reply = new TdsReply();
        if (text == SessionSight.Sql(OwnCommands.Lock)) return reply.Rows(19, Sight());
        if (text.Contains("sp_getapplock", StringComparison.Ordinal))
        {
            if (text.StartsWith("BEGIN", StringComparison.Ordinal)) Begin(reply);
            _holdsLock = true;
            return reply.Rows(2, ["0", Text(_transaction)]);
        }

        if (text == "BEGIN TRANSACTION;") return Begin(reply).Done();
        if (text == TargetLock.Commit) return Commit(reply).Done();
        if (text == TargetLock.RollBack) return RollBack(reply).Done();
        if (text == TargetRecord.NowSql) return reply.Rows(5, ["PROD\\SQL", "shop", "2030-01-02T03:04:05.000", server.Broker, server.HasSchema ? "581577110" : null]);
        if (text == SchemaSight.MaySeeSql) return reply.Rows(1, ["1"]);
        if (RightsProbes.General.Concat(RightsProbes.OnMarkers).Any(p => p.Against == text) || text == RightsProbes.OwnerSql) return reply.Rows(1);
        if (text.Contains("CREATE SCHEMA countersign", StringComparison.Ordinal)) server.HasSchema = true;
        return user == "app" && AttemptTexts.Contains(text) ? reply.Error(229, 14, "The permission was denied.") : reply.Done(1);
    }

    private TdsReply Call(TdsRequest request)
    {
        var reply = new TdsReply();
        switch (request.Text)
        {
            case "countersign.begin_unit":
                _begun.Add((request["@token_hash"], _transaction));
                return reply.Done();
            case "countersign.mark":
                return Mark(reply, request["@token"]);
            case Enrolling.UserSql:
                return reply.Rows(1, [request["@login"]]);
            case Enrolling.TargetSql:
                (server.IsAccepted, server.ApplyLogin) = (false, request["@login"]);
                return reply.Done(1);
            case Enrolling.AcceptSql:
                (server.IsAccepted, server.Identity) = (true, request["@identity"]);
                return reply.Done(1);
            case TargetRecord.EnrolledSql:
                return server.IsAccepted ? reply.Rows(3, [server.Identity, server.ApplyLogin, Text(server.Fence)]) : reply.Rows(3);
            default:
                return MarkersAnswer(reply, request);
        }
    }

    private TdsReply MarkersAnswer(TdsReply reply, TdsRequest request)
    {
        switch (request.Text)
        {
            case VerifySession.RaiseSql when long.Parse(request["@fence"], CultureInfo.InvariantCulture) is var fence:
                if (fence < server.Fence) return reply.Rows(1);
                server.Fence = fence;
                return reply.Rows(1, [Text(fence)]);
            case VerifySession.HoldsSql:
                return long.Parse(request["@fence"], CultureInfo.InvariantCulture) < server.Fence ? reply.Rows(1) : reply.Rows(1, [Text(server.Fence)]);
            case Markers.StateSql:
                server.Intents.Add(new(request["@token_hash"], request["@path"], request["@digest"], request["@repeatable"] == "1",
                    int.Parse(request["@part"], CultureInfo.InvariantCulture), int.Parse(request["@parts"], CultureInfo.InvariantCulture),
                    long.Parse(request["@fence"], CultureInfo.InvariantCulture)));
                return reply.Done(1);
            case Markers.DoneSql:
                return reply.Rows(3, server.Markers.GroupBy(m => (m.Intent.Path, m.Intent.Part)).Select(g => g.Last().Intent)
                    .Select(i => (ImmutableArray<string?>)[i.Path, i.Digest, Text(i.Part)]).Concat(server.Baseline.Select(b => (ImmutableArray<string?>)[b.Path, b.Digest, "-1"])));
            case Markers.AppliedSql:
                return reply.Rows(3, server.Markers.Select(m => (ImmutableArray<string?>)[m.Intent.Path, m.Intent.Digest, "0"])
                    .Concat(server.Baseline.Select(b => (ImmutableArray<string?>)[b.Path, b.Digest, "1"])));
            case Markers.MarkerSql:
                return reply.Rows(5, server.Markers.Where(m => m.Intent.Hash == request["@token_hash"])
                    .Select(m => (ImmutableArray<string?>)[Text(m.Transaction), Text(m.Session), "app", "2030-01-02T03:04:06.000", "12"]));
            case Markers.BegunSql:
                return reply.Rows(1, server.Begun.Where(b => b.Hash == request["@token_hash"]).Select(b => (ImmutableArray<string?>)[Text(b.Transaction)]));
            case Markers.StartSql:
                server.Started.Add((request["@token_hash"], request["@before"]));
                return reply.Done(1);
            case Markers.BeforeSql:
                return reply.Rows(1, server.Started.Where(s => s.Hash == request["@token_hash"]).Select(s => (ImmutableArray<string?>)[s.Before]));
            case Markers.BaselineSql:
                server.Baseline.Add((request["@path"], request["@digest"]));
                return reply.Done(1);
            default:
                return reply.Rows(1);
        }
    }

    /// <summary>As the procedure does.</summary>
    private TdsReply Mark(TdsReply reply, string token)
    {
        if (server.Intents.LastOrDefault(i => i.Hash == PretendServer.HashOf(token)) is not { } intent)
            return RollBack(reply).Error(ServerErrors.UnknownToken, 16, "countersign: no intent has this token", 6, "mark");
        if (intent.Fence < server.Fence)
            return RollBack(reply).Error(ServerErrors.StaleFence, 16, "countersign: a later executor has raised the fence", 9, "mark");
        _markers.Add(new(intent, _transaction, number));
        return reply.Done();
    }

    private ImmutableArray<string?> Sight() =>
    [
        Text(number), "16", "16.0.4175.1", "READ_WRITE", user, ActsAs, user, "shop", Text(OpenTransactions),
        OpenTransactions == 0 ? "0" : IsDoomed ? "-1" : "1", Text(OpenTransactions == 0 ? 7 : _transaction), _holdsLock ? "Exclusive" : "NoLock",
        Text(Options), "us_english", "7", "mdy", "2", "dbo", Text(server.CompatibilityLevel),
    ];

    private static readonly ImmutableArray<string> AttemptTexts = AttemptProbes.Texts;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
