using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>A SQL Server database as a target; see `docs/guide/sqlserver.md` for its logins and its marker schema.</summary>
public sealed class SqlServerTarget : ITarget
{
    private readonly SqlServerConnections _connections;
    private readonly SqlServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly SessionProfile _profile;
    private readonly string _lock;
    private readonly Func<SqlLinks> _links;
    private readonly int _level;

    /// <summary>Connects to nothing yet.</summary>
    /// <exception cref="ArgumentException">When a connection string cannot be used; never quotes it.</exception>
    public SqlServerTarget(TargetPolicy policy, string apply, string verify, string? admin, TimeProvider time)
        : this(policy, new(apply, verify, admin), SqlServerLimits.Default, time, SqlLinks.New)
    {
    }

    internal SqlServerTarget(TargetPolicy policy, SqlServerConnections connections, SqlServerLimits limits, TimeProvider time, Func<SqlLinks> links)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (_connections, _limits, _time, _links) = (connections, limits, time, links);
        (Name, _profile, _lock) = (policy.Name, SqlServerSession.ProfileOf(policy), TargetLock.NameOf(policy.Name));
        _level = SqlServerSession.LevelOf(policy);
    }

    /// <inheritdoc />
    public TargetName Name { get; }

    /// <summary>What stands for the database that a connection string leads to.</summary>
    internal Func<string, SchemaSource> Live { get; init; } = SchemaSource.Live;

    /// <inheritdoc />
    public async Task<TargetState> ReadState(CancellationToken cancellation)
    {
        await using var links = _links();
        if (!(await OpenVerify(links, cancellation)).Succeeded(out var verify, out var blocked))
            return new TargetState.Unreachable(blocked.Because);
        await using (verify)
        {
            if (verify.Record.Enrolled is not { } enrolled) return new TargetState.NotEnrolled(verify.Record.Identity);
            if (verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle) return new TargetState.Unreachable(obstacle.Because);
            var facts = ImmutableSortedDictionary<string, string>.Empty
                .Add("server version", verify.Start.ServerVersion)
                .Add("executing login", enrolled.ApplyLogin)
                .Add("fence", enrolled.Fence.ToString(CultureInfo.InvariantCulture));
            try
            {
                return new TargetState.Ready(verify.Record.Identity, await verify.Markers.Applied(), facts);
            }
            catch (TargetUnreachableException fault)
            {
                return new TargetState.Unreachable(fault.Message);
            }
        }
    }

    /// <inheritdoc />
    /// <remarks>Sizes of relations are not read.</remarks>
    public async Task<SchemaReading> ReadSchema(CancellationToken cancellation)
    {
        await using var links = _links();
        if (!(await OpenVerify(links, cancellation)).Succeeded(out var verify, out var blocked))
            return new SchemaReading.Unavailable(blocked.Because);
        await using (verify)
            return verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle
                ? new SchemaReading.Unavailable(obstacle.Because)
                : await SchemaSight.Read(verify.Link, Live(_connections.Verify), _level, cancellation);
    }

    /// <inheritdoc />
    /// <remarks>Cancelling takes effect between units; a unit that was sent is waited for, or found out about.</remarks>
    public async IAsyncEnumerable<UnitOutcome> Apply(
        ApprovedPlan plan, ImmutableArray<UnitIntent> intents, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var placed = Placing.Of(plan, Name, _profile, intents);
        if (placed.IsEmpty) yield break;
        await using var links = _links();
        if (!(await OpenExecution(links, placed, cancellation)).Succeeded(out var execution, out var obstacle))
        {
            yield return new UnitOutcome.NotCommitted(placed[0].Intent, null, obstacle.Code, obstacle.Because, obstacle.MayRetry);
            yield break;
        }

        await using (execution)
        {
            foreach (var next in placed)
            {
                cancellation.ThrowIfCancellationRequested();
                // A lost connection leaves the question to the marker, for the session that gets the lock.
                var outcome = await execution.Run(next, cancellation) ?? await Ask(next.Intent, raises: false, CancellationToken.None);
                yield return outcome;
                if (outcome is not (UnitOutcome.Committed or UnitOutcome.AlreadyApplied)) yield break;
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When it cannot be asked now, or something may still run it; ask again later.</exception>
    public Task<UnitOutcome> Probe(UnitIntent intent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return Ask(intent, raises: true, cancellation);
    }

    /// <param name="raises">Whether whoever stated the intent is another executor, which may live on and must not commit it after the answer.</param>
    private async Task<UnitOutcome> Ask(UnitIntent intent, bool raises, CancellationToken cancellation)
    {
        await using var links = _links();
        await using var session = Expect(await OpenApply(links, cancellation));
        var (_, obstacle, isLost) = await session.Begin();
        if (isLost || obstacle is not null) throw new TargetUnreachableException(obstacle?.Because ?? "the connection was lost");
        await using var verify = Expect(await OpenVerify(links, cancellation));
        if (verify.Record.Enrolled is not { } enrolled || enrolled.Identity != verify.Record.Identity.Text)
            throw new TargetUnreachableException(
                $"this is {verify.Record.Identity.Text}, where `{Name}` is not enrolled; it cannot say what became of the unit");
        var outcome = await new Probing(session, verify).Run(intent);
        // Behind the probe, which may write the unit's own marker.
        if (raises) await verify.RaiseFence(intent.Fence + 1);
        return outcome;
    }

    /// <inheritdoc />
    public async Task<Enrolment> Enrol(CancellationToken cancellation)
    {
        await using var links = _links();
        return await new Enrolling(Connecting(links), _connections, Name).Run(cancellation);
    }

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When the target cannot be reached or is not enrolled.</exception>
    public async Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation)
    {
        await using var links = _links();
        await using var verify = Expect(await OpenVerify(links, cancellation));
        if (verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle) throw new TargetUnreachableException(obstacle.Because);
        await verify.Markers.Baseline(scripts);
    }

    private async Task<Opening<Execution>> OpenExecution(SqlLinks links, ImmutableArray<PlacedIntent> placed, CancellationToken cancellation)
    {
        if (!(await OpenVerify(links, cancellation)).Succeeded(out var verify, out var unreachable))
            return new Opening<Execution>.Blocked(unreachable);
        var opened = verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle
            ? new Opening<Execution>.Blocked(obstacle)
            : await Execution.Open(verify, c => OpenApply(links, c), placed, _profile, _time);
        if (opened is Opening<Execution>.Blocked) await verify.DisposeAsync();
        return opened;
    }

    private CheckedConnection Connecting(SqlLinks links) => new(links, _profile, _limits, _lock, _time);

    private Task<Opening<VerifySession>> OpenVerify(SqlLinks links, CancellationToken cancellation) =>
        VerifySession.Open(Connecting(links), _connections, Name, cancellation);

    private Task<Opening<ApplySession>> OpenApply(SqlLinks links, CancellationToken cancellation) =>
        ApplySession.Open(Connecting(links), _connections, _lock, _limits, cancellation);

    private static TSession Expect<TSession>(Opening<TSession> opening) where TSession : class =>
        opening.Succeeded(out var session, out var obstacle) ? session : throw new TargetUnreachableException(obstacle.Because);
}
