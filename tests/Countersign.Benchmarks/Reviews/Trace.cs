using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.Benchmarks.Reviews;

/// <summary>Something that a review did, in ticks of the stopwatch.</summary>
internal sealed record Step(string Name, long Start, long End);

/// <summary>What reviews asked of the forge and of the parser, in order. What lies between two steps is the bot's own work.</summary>
internal sealed class Trace
{
    private readonly ConcurrentQueue<Step> _steps = new();

    public void Clear() => _steps.Clear();

    public void Add(string name, long start) => _steps.Enqueue(new(name, start, Stopwatch.GetTimestamp()));

    /// <summary>When the first step of a name ended; null while it has not.</summary>
    public long? EndOf(string name) => _steps.FirstOrDefault(s => s.Name == name)?.End;

    /// <summary>The steps and the gaps before them, up to the end of <paramref name="last"/>.</summary>
    public IEnumerable<(string Name, TimeSpan Took)> From(long start, string last)
    {
        var at = start;
        foreach (var step in _steps.OrderBy(s => s.Start))
        {
            yield return ($"before {step.Name}", Stopwatch.GetElapsedTime(at, Math.Max(at, step.Start)));
            yield return (step.Name, Stopwatch.GetElapsedTime(step.Start, step.End));
            at = step.End;
            if (step.Name == last) yield break;
        }
    }
}

/// <summary>A forge whose calls are traced.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it")]
internal class TracedForge : DispatchProxy
{
    private IForge _inner = null!;
    private Trace _trace = null!;

    public static IForge Of(IForge inner, Trace trace)
    {
        var proxy = Create<IForge, TracedForge>();
        ((TracedForge)(object)proxy)._inner = inner;
        ((TracedForge)(object)proxy)._trace = trace;
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var start = Stopwatch.GetTimestamp();
        var task = (Task)targetMethod!.Invoke(_inner, args)!;
        task.ContinueWith(_ => _trace.Add(targetMethod.Name, start), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}

/// <summary>A reader that is traced.</summary>
internal sealed class TracedReader(IStatementReader inner, Trace trace) : IStatementReader
{
    public Dialect Dialect => inner.Dialect;

    public SessionProfile SessionOf(TargetPolicy target) => inner.SessionOf(target);

    public Reading Read(ReadingRequest request, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var reading = inner.Read(request, cancellation);
        trace.Add("Read", start);
        return reading;
    }
}
