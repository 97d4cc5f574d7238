using Countersign.Bot.Store;
using Countersign.Changes;
using Hangfire;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Serialises and coalesces: never two runs at once for one key, and however many wake-ups come while one runs, one run
/// follows it. Lives in memory; the inbox and the sweep restore it after a crash.
/// </summary>
internal sealed class WorkQueue(IBackgroundJobClient jobs)
{
    private readonly Dictionary<WorkKey, WorkState> _states = [];

    /// <summary>True when nothing is asked for or under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_states) return _states.Count == 0;
        }
    }

    /// <summary>Asks for work on a change request.</summary>
    public void Enqueue(ChangeKey change, ChangeWork work) => Enqueue(new WorkKey.Change(change), work, null);

    /// <summary>Asks for work, for the sake of a message in the inbox if there is one.</summary>
    public void Enqueue(WorkKey key, ChangeWork work, DeliveryId? delivery)
    {
        lock (_states)
        {
            if (!_states.TryGetValue(key, out var state)) _states.Add(key, state = new());
            state.Add(work, delivery);
            if (state.IsScheduled || state.IsRunning) return; // that run, or the one after it, will do it
            state.IsScheduled = true;
        }

        Schedule(key);
    }

    /// <summary>Takes all that is asked for.</summary>
    /// <returns>Null when there is nothing, or when another run of the same key is under way and will see to it.</returns>
    public WorkRun? Begin(WorkKey key)
    {
        lock (_states)
        {
            if (!_states.TryGetValue(key, out var state)) return null;
            state.IsScheduled = false;
            return state.IsRunning ? null : state.Begin();
        }
    }

    /// <summary>Ends a run that did what it took; what was asked for meanwhile follows.</summary>
    public void Succeed(WorkKey key) => End(key, null);

    /// <summary>Ends a run that failed: what it took is asked for still, and done with the next wake-up or retry.</summary>
    public void Fail(WorkKey key, WorkRun run) => End(key, run);

    private void End(WorkKey key, WorkRun? failed)
    {
        lock (_states)
        {
            var state = _states[key];
            state.IsRunning = false;
            var again = state.HasWork;
            if (failed is not null) state.Return(failed);
            if (!state.HasWork) _states.Remove(key);
            if (!again || state.IsScheduled) return;
            state.IsScheduled = true;
        }

        Schedule(key);
    }

    private void Schedule(WorkKey key)
    {
        var text = key.ToString();
        jobs.Enqueue<WorkJob>(job => job.Run(text, CancellationToken.None));
    }
}

/// <summary>What one run does.</summary>
/// <param name="Deliveries">The messages that asked for it.</param>
internal sealed record WorkRun(ChangeWork Work, ImmutableArray<DeliveryId> Deliveries);

/// <summary>What is asked for under one key.</summary>
internal sealed class WorkState
{
    private readonly HashSet<DeliveryId> _deliveries = [];
    private ChangeWork _work;
    private bool _isWanted;

    public bool IsScheduled { get; set; }

    public bool IsRunning { get; set; }

    public bool HasWork => _isWanted;

    public void Add(ChangeWork work, DeliveryId? delivery)
    {
        _isWanted = true;
        _work |= work;
        if (delivery is { } id) _deliveries.Add(id);
    }

    public WorkRun? Begin()
    {
        if (!_isWanted) return null;
        var run = new WorkRun(_work, [.. _deliveries]);
        IsRunning = true;
        _isWanted = false;
        _work = ChangeWork.None;
        _deliveries.Clear();
        return run;
    }

    public void Return(WorkRun run)
    {
        _isWanted = true;
        _work |= run.Work;
        _deliveries.UnionWith(run.Deliveries);
    }
}
