namespace Countersign.Targets.SqlServer.Executing;

/// <summary>How long the executor waits, and how often it tries. None of it changes what a statement means.</summary>
internal sealed record SqlServerLimits
{
    /// <summary>The values that production starts with.</summary>
    internal static SqlServerLimits Default { get; } = new();

    /// <summary>How long a statement may queue for a lock, and so how long others queue behind it.</summary>
    internal TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one batch may run. The server has no such bound, so the driver tells it to stop.</summary>
    internal TimeSpan BatchTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long to wait for the session of a dead executor, which may still be running its last batch.</summary>
    internal TimeSpan OrphanPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often connecting is tried in all, when the server says that it is not ready; nothing of a unit was sent by then.</summary>
    internal int Attempts { get; init; } = 4;

    /// <summary>Pause before the second try; it doubles each time. Microsoft asks for at least five seconds.</summary>
    internal TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(5);
}
