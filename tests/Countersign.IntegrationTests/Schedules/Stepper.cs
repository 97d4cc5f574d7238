using System.Collections.Concurrent;
using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>The process is gone: thrown out of the step at which it ended. Whoever catches it finds that nothing has an effect any more.</summary>
internal sealed class SimulatedCrash() : Exception("the process is gone");

/// <summary>One run of something in a process: a job, a loop, a message that is received.</summary>
/// <param name="MayLeave">Whether it sends work to other threads, whose end has to be waited for.</param>
internal sealed record Flow(string Name, Replica Owner, bool MayLeave)
{
    public Task Task { get; set; } = Task.CompletedTask;

    public int Parked { get; set; }
}

/// <summary>A flow that stands before a step, and goes on only when it is let.</summary>
internal sealed record Parked(Flow Flow, string At, TaskCompletionSource Go);

/// <summary>
/// The one thread of a simulated world. Whatever the workflows await comes back here, and before everything that another process could
/// see they park; one parked flow is let go at a time, until all stand still again. So a run follows from the choices alone.
/// </summary>
internal sealed class Stepper : SynchronizationContext, IDisposable
{
    /// <summary>Work on other threads is reading and parsing; longer than this means that a flow waits for what nobody will do.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(1);

    private static readonly AsyncLocal<Flow?> UnderWay = new();

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly List<Parked> _parked = [];
    private volatile bool _isOver;
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;

    /// <summary>Takes the calling thread, until it is disposed of.</summary>
    public Stepper()
    {
        SetSynchronizationContext(this);
        Failpoint.Simulation = point => UnderWay.Value?.Owner.Reached(point);
    }

    public IReadOnlyList<Parked> Waiting => _parked;

    /// <remarks>The collector may end a forgotten timer long after the world.</remarks>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!_isOver) _posted.Add((d, state));
    }

    /// <summary>Starts a flow and lets it run to its first step.</summary>
    public Flow Start(Flow flow, Func<Task> work)
    {
        UnderWay.Value = flow;
        flow.Task = work();
        UnderWay.Value = null;
        Rest(flow);
        return flow;
    }

    /// <summary>To be awaited by a flow before a step.</summary>
    public async Task Park(string at)
    {
        var flow = UnderWay.Value ?? throw new InvalidOperationException($"{at}: no flow is under way");
        if (flow.Owner.IsDead) throw new SimulatedCrash();
        var parked = new Parked(flow, at, new());
        _parked.Add(parked);
        flow.Parked++;
        await parked.Go.Task;
        if (flow.Owner.IsDead) throw new SimulatedCrash();
    }

    /// <summary>Lets it do its step, and all that follows until the next.</summary>
    public void Resume(Parked parked)
    {
        _parked.Remove(parked);
        parked.Flow.Parked--;
        parked.Go.SetResult();
        Rest(parked.Flow);
    }

    /// <summary>Runs what was posted.</summary>
    public void Drain()
    {
        while (_posted.TryTake(out var next)) next.Callback(next.State);
    }

    /// <summary>Ends what a dead process was at: every step of it fails, so that only its memory is cleaned up.</summary>
    public void Unwind(Replica dead)
    {
        foreach (var parked in _parked.Where(p => p.Flow.Owner == dead).ToArray())
        {
            _parked.Remove(parked);
            parked.Flow.Parked--;
            parked.Go.SetException(new SimulatedCrash());
            Rest(parked.Flow);
        }
    }

    public void Dispose()
    {
        Failpoint.Simulation = null;
        SetSynchronizationContext(_before);
        _isOver = true;
    }

    private void Rest(Flow flow)
    {
        Drain();
        while (flow is { MayLeave: true, Parked: 0, Task.IsCompleted: false })
        {
            if (!_posted.TryTake(out var next, LongestAbsence)) throw new InvalidOperationException($"{flow.Name} waits for what nobody will do");
            next.Callback(next.State);
            Drain();
        }
    }
}
