using System.Security.Cryptography;
using Countersign.IntegrationTests.SqlServer.Wire;
using Countersign.Policy;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Links;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>What the server does with a signed batch. Null: it just runs it.</summary>
internal delegate byte[]? BatchBehaviour(PretendSession session, TdsReply reply);

/// <summary>
/// A SQL Server as far as the executor can tell: it knows the executor's own commands by their text, keeps the marker schema's rows
/// and each session's transaction, and does with signed batches what a test says. It proves what is sent, not what a real server
/// would make of it: that is what the tests with a real one are for.
/// </summary>
internal sealed class PretendServer : IAsyncDisposable
{
    private int _sessions = 50;

    internal PretendServer() => Endpoint = new(user => new PretendSession(this, user, Interlocked.Increment(ref _sessions)));

    internal TdsEndpoint Endpoint { get; }

    internal Lock Gate { get; } = new();

    internal bool HasSchema { get; set; }

    internal bool IsAccepted { get; set; }

    internal string Identity { get; set; } = "";

    internal string ApplyLogin { get; set; } = "";

    internal long Fence { get; set; }

    internal List<PretendIntent> Intents { get; } = [];

    internal List<(string Hash, long Transaction)> Begun { get; } = [];

    internal List<PretendMarker> Markers { get; } = [];

    internal List<(string Path, string Digest)> Baseline { get; } = [];

    internal List<(string Hash, string Before)> Started { get; } = [];

    /// <summary>Signed batches by their text.</summary>
    internal Dictionary<string, BatchBehaviour> Behaviours { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands of the executor's own that are answered otherwise, by a part of their text; the first that holds decides.</summary>
    internal List<(string Part, Func<PretendSession, byte[]?> Answer)> Instead { get; } = [];

    /// <summary>Numbers with which the next logins are refused.</summary>
    internal Queue<int> Refusals { get; } = new();

    internal string Broker { get; set; } = "5E9B1B3C-6B2A-4C52-9C4E-0B2C3D4E5F60";

    internal int CompatibilityLevel { get; set; } = 160;

    internal int Options { get; set; } = 21880;

    internal long LastTransaction { get; set; } = 1000;

    /// <summary>Signed batches that arrived, in order.</summary>
    internal IEnumerable<TdsRequest> Signed => Endpoint.Seen.Where(r => r.Kind == "batch" && !OwnCommands.IsOurs(r.Text));

    internal static TargetPolicy Policy => SqlServerPlans.Policy;

    /// <summary>One process for all tests: starting one costs more than a test.</summary>
    private static LinkProcess Links { get; } = new();

    /// <summary>Connecting waits for nobody; how long is a matter of numbers, not of what is sent.</summary>
    /// <param name="live">What stands for the database when its schema is read.</param>
    internal SqlServerTarget Target(Func<string, SchemaSource>? live = null) => new(
        Policy, new SqlServerConnections(Endpoint.ConnectionString("app"), Endpoint.ConnectionString("verifier"), Endpoint.ConnectionString("admin")),
        new SqlServerLimits { Backoff = TimeSpan.Zero }, TimeProvider.System, () => new(Links, isOwn: false))
    {
        Live = live ?? SchemaSource.Live,
    };

    /// <summary>One that does not wait long for a server, in a process of its own.</summary>
    internal SqlServerTarget ImpatientTarget()
    {
        string Short(string user) => Endpoint.ConnectionString(user).Replace("Timeout=20", "Timeout=1", StringComparison.Ordinal);
        return new(Policy, new SqlServerConnections(Short("app"), Short("verifier"), null), new SqlServerLimits { Backoff = TimeSpan.Zero }, TimeProvider.System, SqlLinks.New);
    }

    /// <summary>As enrolling leaves it.</summary>
    internal static Task<PretendServer> Enrolled() => Task.FromResult(new PretendServer
    {
        HasSchema = true,
        IsAccepted = true,
        ApplyLogin = "app",
        Identity = "created=2030-01-02T03:04:05.000, database=shop, server=PROD\\SQL, service broker=5E9B1B3C-6B2A-4C52-9C4E-0B2C3D4E5F60",
    });

    public ValueTask DisposeAsync() => Endpoint.DisposeAsync();

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(token)));
}

internal sealed record PretendIntent(string Hash, string Path, string Digest, bool Repeatable, int Part, int Parts, long Fence);

internal sealed record PretendMarker(PretendIntent Intent, long Transaction, int Session);
