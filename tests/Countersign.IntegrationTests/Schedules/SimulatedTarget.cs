using System.Runtime.CompilerServices;
using Countersign.Bot.Configuration;
using Countersign.Bot.Workflows;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.Faults;
using Countersign.Targets.Sqlite;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>Opens the simulated server instead of what the configuration names.</summary>
internal sealed class SimulatedConnections(ScheduleWorld world, Replica replica, BotOptions options) : TargetConnections(options, replica.Clock)
{
    public override ITarget? Find(TargetPolicy policy) => new SimulatedTarget(world, replica, policy.Name);
}

/// <summary>
/// The server as one process sees it. It keeps what every target of the product promises: a unit and its marker are committed together,
/// an overtaken fence commits nothing, and asking what became of a unit waits for whoever may still run it, and ends its chance.
/// </summary>
internal sealed class SimulatedTarget(ScheduleWorld world, Replica replica, TargetName name) : ITarget
{
    private SimulatedServer Server => world.Server;

    public TargetName Name => name;

    public async Task<TargetState> ReadState(CancellationToken cancellation)
    {
        await replica.Step("target: read state");
        return world.Happens("the target could not be reached", 25)
            ? new TargetState.Unreachable("the server does not answer")
            : new TargetState.Ready(SimulatedServer.Identity, Server.Applied, ImmutableSortedDictionary<string, string>.Empty);
    }

    public Task<SchemaReading> ReadSchema(CancellationToken cancellation) => Task.FromResult<SchemaReading>(new SchemaReading.Unavailable("nobody asks"));

    public async IAsyncEnumerable<UnitOutcome> Apply(
        ApprovedPlan plan, ImmutableArray<UnitIntent> intents, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var placed = Placing.Of(plan, name, SqliteProfile.Session, intents);
        await replica.Step("target: connect");
        foreach (var next in placed)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await Run(next);
            yield return outcome;
            if (outcome is not (UnitOutcome.Committed or UnitOutcome.AlreadyApplied)) yield break;
            if (!world.Happens("the connection was lost between units", 20)) continue;
            yield break; // as some targets do: who called has to ask again
        }
    }

    public async Task<UnitOutcome> Probe(UnitIntent intent, CancellationToken cancellation)
    {
        await replica.Step("target: probe");
        if (world.Happens("a probe found nobody", 20)) throw new TargetUnreachableException("the server does not answer");
        if (Server.Open is not null) throw new TargetUnreachableException("somebody else still works on it");
        Server.RaiseFence(intent.Fence + 1);
        return Server.Markers.ContainsKey(intent.Token) ? Committed(intent) : Not(intent, "rolled-back", mayRetry: true);
    }

    public Task<Enrolment> Enrol(CancellationToken cancellation) => throw new NotSupportedException();

    public Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation) => throw new NotSupportedException();

    private async Task<UnitOutcome> Run(PlacedIntent placed)
    {
        var intent = placed.Intent;
        if (world.Happens("the target refused a connection", 25)) return Not(intent, "unreachable", mayRetry: true);
        if (Server.Open is not null) return Not(intent, "busy", mayRetry: true);
        if (intent.Fence < Server.Fence) return Not(intent, "fence", mayRetry: false);
        if (Server.IsDone(placed)) return new UnitOutcome.AlreadyApplied(intent);
        var open = Server.Open = new(replica, placed, lingers: world.Random.Next(40));
        Failpoint.Reached(CrashPoint.K12);
        foreach (var statement in intent.Unit.Statements)
            if (await Send(open, statement) is { } failure)
                return failure;
        Failpoint.Reached(CrashPoint.K15);
        Failpoint.Reached(CrashPoint.K16);
        return await Commit(open);
    }

    private async Task<UnitOutcome?> Send(OpenTransaction open, Statement statement)
    {
        if (statement != open.Placed.Intent.Unit.Statements[0]) Failpoint.Reached(CrashPoint.K14);
        await replica.Step("target: statement");
        if (world.Happens("the connection was lost at a statement", 40)) return RolledBack(open, "connection");
        if (world.Happens("a statement was refused", 60)) return RolledBack(open, "deadlock");
        if (SimulatedServer.TraceOf(statement) is { } trace) open.Traces.Add(trace);
        Failpoint.Reached(CrashPoint.K13);
        return null;
    }

    /// <summary>When the answer is lost, the target asks the server itself; where it cannot, the question stays open.</summary>
    private async Task<UnitOutcome> Commit(OpenTransaction open)
    {
        open.IsCommitSent = true;
        await replica.Step("target: commit");
        var intent = open.Placed.Intent;
        var isLost = world.Happens("the answer to a commit was lost", 12);
        if (isLost && world.Random.Next(2) == 0) Server.Open = null;
        else Server.Commit();
        if (!isLost)
        {
            Failpoint.Reached(CrashPoint.K17);
            return Committed(intent);
        }

        await replica.Step("target: ask what became of it");
        if (world.Random.Next(2) == 0) throw new TargetUnreachableException("the server does not answer");
        return Server.Markers.ContainsKey(intent.Token) ? Committed(intent) : Not(intent, "connection", mayRetry: true);
    }

    private UnitOutcome.NotCommitted RolledBack(OpenTransaction open, string code)
    {
        Server.Open = null;
        return Not(open.Placed.Intent, code, mayRetry: true);
    }

    private static UnitOutcome.Committed Committed(UnitIntent intent) =>
        new(intent, [.. intent.Unit.Statements.Select(_ => 1L)], TimeSpan.FromMilliseconds(5), ImmutableSortedDictionary<string, string>.Empty);

    private static UnitOutcome.NotCommitted Not(UnitIntent intent, string code, bool mayRetry) => new(intent, null, code, $"the server said {code}", mayRetry);
}
