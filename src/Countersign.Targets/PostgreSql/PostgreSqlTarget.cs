using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Catalogue;

namespace Countersign.Targets.PostgreSql;

/// <summary>A PostgreSQL database as a target; see `docs/guide/postgresql.md` for its logins and its marker schema.</summary>
public sealed class PostgreSqlTarget : ITarget
{
    private readonly PostgreSqlConnections _connections;
    private readonly PostgreSqlLimits _limits;
    private readonly TimeProvider _time;
    private readonly SessionProfile _profile;
    private readonly EnforcementPolicy _enforcement;
    private readonly RehearsalMode _rehearsal;

    /// <summary>Connects to nothing yet.</summary>
    public PostgreSqlTarget(TargetPolicy policy, PostgreSqlConnections connections, PostgreSqlLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (_connections, _limits, _time) = (connections, limits, time);
        (Name, _profile) = (policy.Name, PostgreSqlSession.ProfileOf(policy));
        (_rehearsal, _enforcement) = (policy.Rehearsal, policy.Enforcement);
    }

    /// <inheritdoc />
    public TargetName Name { get; }

    /// <summary>The name of the login that runs statements; what it may do is part of what they do.</summary>
    public string ApplyLogin => _connections.Logins.Apply;

    /// <inheritdoc />
    public async Task<TargetState> ReadState(CancellationToken cancellation)
    {
        if (!(await OpenVerify(readOnly: true, cancellation)).Succeeded(out var verify, out var blocked))
            return new TargetState.Unreachable(blocked.Because);
        await using (verify)
        {
            if (verify.Record.Enrolled is not { } enrolled) return new TargetState.NotEnrolled(verify.Record.Identity);
            if (verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle) return new TargetState.Unreachable(obstacle.Because);
            var facts = ImmutableSortedDictionary<string, string>.Empty
                .Add("server version", verify.Session.ServerVersion)
                .Add("executing login", enrolled.ApplyRole)
                .Add("fence", enrolled.Fence.ToString(CultureInfo.InvariantCulture));
            return new TargetState.Ready(verify.Record.Identity, await verify.Markers.Applied(cancellation), facts);
        }
    }

    /// <inheritdoc />
    public async Task<SchemaReading> ReadSchema(CancellationToken cancellation)
    {
        if (!(await OpenVerify(readOnly: true, cancellation)).Succeeded(out var verify, out var blocked))
            return new SchemaReading.Unavailable(blocked.Because);
        await using (verify)
        {
            if (verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle) return new SchemaReading.Unavailable(obstacle.Because);
            try
            {
                return new SchemaReading.Read(
                    await CatalogueReading.Read(verify.Session.Connection, cancellation),
                    await CatalogueSizes.Read(verify.Session.Connection, cancellation));
            }
            catch (Exception fault) when (fault is Npgsql.NpgsqlException or IOException)
            {
                return new SchemaReading.Unavailable($"the schema cannot be read: {SafeMessages.Of(fault)}");
            }
        }
    }

    /// <inheritdoc />
    /// <remarks>Cancelling takes effect between units; a unit that was sent is waited for, or found out about.</remarks>
    public async IAsyncEnumerable<UnitOutcome> Apply(
        ApprovedPlan plan, ImmutableArray<UnitIntent> intents, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var placed = Placing.Of(plan, Name, _profile, intents);
        if (placed.IsEmpty) yield break;
        if (!(await OpenExecution(placed, Promise.Of(plan, Name, _enforcement, _rehearsal), cancellation)).Succeeded(out var execution, out var obstacle))
        {
            yield return new UnitOutcome.NotCommitted(placed[0].Intent, null, obstacle.Code, obstacle.Because, obstacle.MayRetry);
            yield break;
        }

        var next = 0;
        UnitOutcome? outcome = null;
        await using (execution)
        {
            if (await execution.ObstacleTo(placed, cancellation) is { } changed)
            {
                yield return new UnitOutcome.NotCommitted(placed[0].Intent, null, changed.Code, changed.Because, changed.MayRetry);
                yield break;
            }

            for (; next < placed.Length && (next == 0 || outcome is UnitOutcome.Committed or UnitOutcome.AlreadyApplied); next++)
            {
                cancellation.ThrowIfCancellationRequested();
                outcome = await execution.Run(placed[next], cancellation);
                if (outcome is not null) yield return outcome;
            }
        }

        if (outcome is not null) yield break;
        // The connection was lost behind the last unit that was sent, and its lock is free for the session that asks.
        outcome = await Ask(placed[next - 1].Intent, raises: false, CancellationToken.None);
        yield return outcome;
        if (outcome is not UnitOutcome.Committed) yield break;
        await foreach (var later in Apply(plan, intents[next..], cancellation)) yield return later;
    }

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When it cannot be asked now, or something may still run it; ask again later.</exception>
    public Task<UnitOutcome> Probe(UnitIntent intent, CancellationToken cancellation) => Ask(intent, raises: true, cancellation);

    /// <param name="raises">Whether whoever stated the intent is another executor, which may live on and must not commit it after the answer.</param>
    private async Task<UnitOutcome> Ask(UnitIntent intent, bool raises, CancellationToken cancellation)
    {
        await using var session = Expect(await OpenApply(cancellation));
        await using var verify = Expect(await OpenVerify(readOnly: false, cancellation));
        if (verify.Record.Enrolled is not { } enrolled || enrolled.Identity != verify.Record.Identity.Text)
            throw new TargetUnreachableException(
                $"this is {verify.Record.Identity.Text}, where `{Name}` is not enrolled; it cannot say what became of the unit");
        var outcome = await new Probing(session, verify).Run(intent, cancellation);
        // Behind the probe, which may write the unit's own marker; its lock is still held, so nothing came between.
        if (raises) await RaiseAbove(intent, verify, cancellation);
        return outcome;
    }

    private static async Task RaiseAbove(UnitIntent intent, VerifySession verify, CancellationToken cancellation)
    {
        try
        {
            await verify.RaiseFence(intent.Fence + 1, cancellation); // false when it is higher already
        }
        catch (Npgsql.NpgsqlException fault)
        {
            throw new TargetUnreachableException($"its executor cannot be kept from going on: {SafeMessages.Of(fault)}");
        }
    }

    /// <inheritdoc />
    public Task<Enrolment> Enrol(CancellationToken cancellation) =>
        new Enrolling(_connections, Name, _profile, _limits).Run(cancellation);

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When the target cannot be reached or is not enrolled.</exception>
    public async Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation)
    {
        await using var verify = Expect(await OpenVerify(readOnly: false, cancellation));
        if (verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle) throw new TargetUnreachableException(obstacle.Because);
        await verify.Markers.Baseline(scripts, cancellation);
    }

    private async Task<Opening<Execution>> OpenExecution(ImmutableArray<PlacedIntent> placed, Promise promise, CancellationToken cancellation)
    {
        if (!(await OpenVerify(readOnly: false, cancellation)).Succeeded(out var verify, out var unreachable))
            return new Opening<Execution>.Blocked(unreachable);
        Opening<Execution>? opened = null;
        try
        {
            opened = verify.Record.ObstacleTo(_connections.Logins.Apply) is { } obstacle
                ? new Opening<Execution>.Blocked(obstacle)
                : await Execution.Open(verify, () => OpenApply(cancellation), placed, promise, _limits, _time, cancellation);
            return opened;
        }
        finally
        {
            if (opened is not Opening<Execution>.Ready) await verify.DisposeAsync();
        }
    }

    private Task<Opening<VerifySession>> OpenVerify(bool readOnly, CancellationToken cancellation) =>
        VerifySession.Open(_connections, Name, _profile, _limits, readOnly, cancellation);

    private Task<Opening<ApplySession>> OpenApply(CancellationToken cancellation) =>
        ApplySession.Open(_connections, Name, _profile, _limits, cancellation);

    private static TSession Expect<TSession>(Opening<TSession> opening) where TSession : class =>
        opening.Succeeded(out var session, out var obstacle) ? session : throw new TargetUnreachableException(obstacle.Because);
}
