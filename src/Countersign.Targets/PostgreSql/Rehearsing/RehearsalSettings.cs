namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Where rehearsals happen and what they may use up.</summary>
/// <param name="Directory">For throwaway servers; must be reachable for the account `postgres` when we run as root. Keep it short: sockets live in it.</param>
/// <param name="Programs">Directories with `initdb` and `postgres`, or of installations with these in `bin` or `native/bin`; asked before the usual places.</param>
public sealed record RehearsalSettings(string Directory, ImmutableArray<string> Programs)
{
    /// <summary>How long one statement may run.</summary>
    public TimeSpan StatementLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a whole plan may run.</summary>
    public TimeSpan PlanLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a plan's start reversals are still tried; they cost about as much again as the statements.</summary>
    public TimeSpan TrialLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes that the throwaway server may fill, its template included.</summary>
    public long DiskLimit { get; init; } = 2L << 30;

    /// <summary>Bytes of anonymous memory that all processes of the server may hold together.</summary>
    public long MemoryLimit { get; init; } = 1L << 30;
}
