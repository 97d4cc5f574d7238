using System.Runtime.CompilerServices;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// A SQLite file as a target. It has no logins: what a migration may touch is enforced inside SQLite by a gate.
/// </summary>
public sealed class SqliteTarget : ITarget
{
    private readonly string _path;
    private readonly SqliteLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="path">The file; it must exist when it is enrolled.</param>
    public SqliteTarget(TargetPolicy policy, string path, SqliteLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (Name, _path, _limits, _time) = (policy.Name, Path.GetFullPath(path), limits, time);
    }

    /// <inheritdoc />
    public TargetName Name { get; }

    /// <inheritdoc />
    public Task<TargetState> ReadState(CancellationToken cancellation) => Task.Run<TargetState>(() =>
    {
        try
        {
            using var link = OpenToRead();
            if (SqliteRecords.Enrolled(link) is not { IsAccepted: true } enrolled || enrolled.Name != Name.Value)
                return new TargetState.NotEnrolled(SqliteEnrolling.Identity(SqliteRecords.Enrolled(link)));
            var facts = ImmutableSortedDictionary<string, string>.Empty
                .Add("sqlite version", raw.sqlite3_libversion().utf8_to_string());
            return new TargetState.Ready(SqliteEnrolling.Identity(enrolled), SqliteRecords.Applied(link), facts);
        }
        catch (SqliteException fault)
        {
            var failure = SqliteFailure.Of(fault);
            return new TargetState.Unreachable($"{failure.Because} ({failure.Code})");
        }
    }, cancellation);

    /// <inheritdoc />
    /// <remarks>Sizes are not told: SQLite keeps no estimate of rows.</remarks>
    public Task<SchemaReading> ReadSchema(CancellationToken cancellation) => Task.Run<SchemaReading>(() =>
    {
        try
        {
            using var link = OpenToRead();
            return new SchemaReading.Read(SqliteSchemaReading.Of(link.Schema()), []);
        }
        catch (SqliteException fault)
        {
            var failure = SqliteFailure.Of(fault);
            return new SchemaReading.Unavailable($"{failure.Because} ({failure.Code})");
        }
    }, cancellation);

    /// <inheritdoc />
    /// <remarks>Cancelling takes effect between units.</remarks>
    public async IAsyncEnumerable<UnitOutcome> Apply(
        ApprovedPlan plan, ImmutableArray<UnitIntent> intents, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var placed = Placing.Of(plan, Name, SqliteProfile.Session, intents);
        if (placed.IsEmpty) yield break;
        var done = 0;
        SqliteExecution? execution = null;
        SqliteFailure? unopened = null;
        try
        {
            execution = await Task.Run(() => SqliteExecution.Open(_path, Name, _limits, _time), cancellation);
        }
        catch (SqliteException fault)
        {
            unopened = SqliteFailure.Of(fault);
        }

        if (unopened is not null)
            yield return new UnitOutcome.NotCommitted(placed[0].Intent, null, unopened.Code, unopened.Because, unopened.MayRetry);
        if (execution is null) yield break;
        using (execution)
        {
            for (var i = 0; i < placed.Length && !execution.IsLost; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var next = placed[i];
                var outcome = await Task.Run(() => execution.Run(next), CancellationToken.None);
                yield return outcome;
                if (outcome is not (UnitOutcome.Committed or UnitOutcome.AlreadyApplied)) yield break;
                done = i + 1;
            }
        }

        if (done == placed.Length) yield break;
        await foreach (var later in Apply(plan, intents[done..], cancellation)) yield return later; // on a new connection
    }

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When the file cannot be asked now; ask again later.</exception>
    public Task<UnitOutcome> Probe(UnitIntent intent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return Task.Run(() => SqliteProbing.RunAndRaise(_path, Name, _limits, intent), cancellation);
    }

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When the file does not exist or cannot be written.</exception>
    public Task<Enrolment> Enrol(CancellationToken cancellation) => Task.Run(() =>
    {
        try
        {
            return new SqliteEnrolling(_path, Name).Run();
        }
        catch (SqliteException fault)
        {
            throw SqliteProbing.Unreachable(Name, fault);
        }
    }, cancellation);

    /// <inheritdoc />
    /// <exception cref="TargetUnreachableException">When the file cannot be written or is not enrolled.</exception>
    public Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation) => Task.Run(() =>
    {
        try
        {
            using var link = SqliteProbing.OpenLocked(_path, Name, _limits);
            foreach (var script in scripts.Where(s => SqliteRecords.LastDigest(link, s.Path) is null))
                SqliteRecords.AddScript(link, script, baseline: true, _time.GetUtcNow());
            link.Run("COMMIT");
        }
        catch (SqliteException fault)
        {
            throw SqliteProbing.Unreachable(Name, fault);
        }
    }, cancellation);

    /// <summary>
    /// A connection that cannot write cannot clear away what a crashed writer left either (SQLITE_READONLY_ROLLBACK),
    /// so SQLite is first given the chance to recover by one that can.
    /// </summary>
    private SqliteLink OpenToRead()
    {
        try
        {
            return Ready(raw.SQLITE_OPEN_READONLY);
        }
        catch (SqliteException fault)
            when (fault.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN && File.Exists(_path))
        {
            Ready(raw.SQLITE_OPEN_READWRITE).Dispose();
            return Ready(raw.SQLITE_OPEN_READONLY);
        }
    }

    private SqliteLink Ready(int flags)
    {
        var link = SqliteLink.Open(_path, flags);
        try
        {
            _ = raw.sqlite3_busy_timeout(link.Handle, (int)_limits.Busy.TotalMilliseconds);
            SqliteProfile.Set(link);
            _ = link.Number("SELECT count(*) FROM sqlite_schema");
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }
}
