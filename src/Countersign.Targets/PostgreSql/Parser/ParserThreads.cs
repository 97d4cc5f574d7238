using System.Collections.Concurrent;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// The threads that parse. WebAssembly runs on the stack of the thread that calls it, and deep input on a
/// small stack ends the process before Wasmtime notices; so nobody else's thread is used. Each keeps one
/// warm instance a parser.
/// </summary>
internal static class ParserThreads
{
    private const int StackBytes = 16 << 20;
    private static readonly BlockingCollection<Job> Jobs = [];

    static ParserThreads()
    {
        for (var i = 0; i < Math.Clamp(Environment.ProcessorCount, 2, 8); i++)
            new Thread(Work, StackBytes) { IsBackground = true, Name = $"postgresql parser {i}" }.Start();
    }

    internal static ParseOutcome Run(PostgreSqlParser parser, ReadOnlyMemory<byte> text)
    {
        var job = new Job(parser, text, new());
        Jobs.Add(job);
        return job.Outcome.Task.GetAwaiter().GetResult();
    }

    private static void Work()
    {
        var warm = new Dictionary<PostgreSqlParser, ParserInstance>();
        foreach (var job in Jobs.GetConsumingEnumerable())
        {
            try
            {
                job.Outcome.SetResult(Parse(warm, job));
            }
            catch (Exception e) // Belongs to the caller, whatever it is; the thread goes on.
            {
                job.Outcome.SetException(e);
            }
        }
    }

    private static ParseOutcome Parse(Dictionary<PostgreSqlParser, ParserInstance> warm, Job job)
    {
        if (!warm.Remove(job.Parser, out var instance))
            instance = job.Parser.NewInstance();
        var outcome = instance.Parse(job.Text.Span);
        if (instance.IsFit)
            warm.Add(job.Parser, instance);
        else
            instance.Dispose();
        return outcome;
    }

    private sealed record Job(PostgreSqlParser Parser, ReadOnlyMemory<byte> Text, TaskCompletionSource<ParseOutcome> Outcome);
}
