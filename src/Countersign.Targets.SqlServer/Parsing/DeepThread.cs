using System.Runtime.ExceptionServices;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>
/// Runs work on a thread with a large stack and waits for a bounded time. ScriptDom cannot be stopped; a thread that is given up ends by
/// itself, since the size and nesting of what it reads are bounded.
/// </summary>
internal static class DeepThread
{
    /// <summary>
    /// Four times what the deepest script that <see cref="Nesting"/> lets through was seen to need. The system commits only what is used.
    /// </summary>
    internal const int StackBytes = 128 << 20;

    /// <summary>The result, or null when it took longer than <paramref name="limit"/>. What the work throws is thrown.</summary>
    /// <exception cref="OperationCanceledException">When cancelled; the thread goes on for a while.</exception>
    internal static T? Run<T>(Func<T> work, TimeSpan limit, CancellationToken cancellation)
        where T : class
    {
        T? result = null;
        ExceptionDispatchInfo? fault = null;
        using var done = new SemaphoreSlim(0, 1);
        var gate = new object();
        var isWaitedFor = true;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }

            lock (gate)
                if (isWaitedFor) done.Release();
        }, StackBytes)
        { IsBackground = true, Name = "T-SQL" };
        thread.Start();
        try
        {
            if (!done.Wait(limit, cancellation)) return null;
            fault?.Throw();
            return result;
        }
        finally
        {
            lock (gate) isWaitedFor = false;
        }
    }
}
