namespace Countersign.Bot.Store;

/// <summary>A write whose caller waits for the commit.</summary>
internal abstract class PendingWrite<TCommands>
{
    /// <summary>Does it, in the transaction that is open.</summary>
    public abstract void Run(TCommands commands);

    /// <summary>The transaction is committed.</summary>
    public abstract void Succeed();

    /// <summary>It is not, and will not be.</summary>
    public abstract void Fail(Exception fault);
}

/// <summary>A write with a result of some type.</summary>
internal sealed class PendingWrite<TCommands, T>(Func<TCommands, T> write) : PendingWrite<TCommands>
{
    // Continuations must not run on the writer's thread: the next commit waits for it.
    private readonly TaskCompletionSource<T> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Completes after the commit.</summary>
    public Task<T> Committed => _committed.Task;

    /// <inheritdoc />
    public override void Run(TCommands commands) => _result = write(commands);

    /// <inheritdoc />
    public override void Succeed() => _committed.SetResult(_result!);

    /// <inheritdoc />
    public override void Fail(Exception fault) => _committed.SetException(fault);
}
