namespace Countersign.Targets.PostgreSql;

/// <summary>How long the executor waits, and how often it tries. None of it changes what a statement means.</summary>
public sealed record PostgreSqlLimits
{
    /// <summary>The values that production starts with.</summary>
    public static PostgreSqlLimits Default { get; } = new();

    /// <summary>How long a statement may queue for a lock, and so how long others queue behind it.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may run.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the server lets a transaction of ours sit idle, so that a stalled executor cannot hold locks.</summary>
    public TimeSpan IdleInTransaction { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the server keeps an executing session that does nothing between units (14 and later). An executor that is
    /// cut off or stopped gives up the target's lock after this.
    /// </summary>
    public TimeSpan IdleSession { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the server looks whether the client is still there while it works (14 and later).</summary>
    public TimeSpan ConnectionCheck { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for the backend of a dead executor, which may still be running its last statement.</summary>
    public TimeSpan OrphanPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a unit is tried in all when locks, deadlocks or serialization stand in its way.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second try; it doubles each time.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(500);
}
