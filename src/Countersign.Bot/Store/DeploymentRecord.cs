using System.Text.Json;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>The store's number of a deployment.</summary>
internal readonly record struct DeploymentId(long Value);

/// <summary>Where a deployment stands.</summary>
internal enum DeploymentRecordState
{
    /// <summary>Waiting for its turn, its window or a command.</summary>
    Queued,

    /// <summary>Intents are recorded; units may be running or have run.</summary>
    Applying,

    /// <summary>Everything is in the target.</summary>
    Done,

    /// <summary>Refused or stopped; nothing unknown is in the target.</summary>
    Failed,

    /// <summary>A unit is indeterminate: the target takes nothing more until a person resolves it (promise 3).</summary>
    Frozen,
}

/// <summary>One attempt to apply a plan to a target.</summary>
internal sealed record DeploymentRecord(
    DeploymentId Id,
    ChangeKey Change,
    TargetName Target,
    CommitId MergeCommit,
    Digest Plan,
    DeploymentRecordState State,
    string? Because,
    DateTimeOffset QueuedAt,
    ImmutableArray<UnitRecord> Units)
{
    /// <summary>Sequences of the units that are in the target.</summary>
    public ImmutableHashSet<int> FinishedUnits() => [.. Units.Where(u => u.IsFinished).Select(u => u.Sequence)];

    /// <summary>Of a unit it is not known what became of it.</summary>
    public bool HasUnknown => Units.Any(u => u.IsUnknown);

    /// <summary>The newest unit that the target did not take; null when there is none.</summary>
    public UnitRecord? LastFailure => Units.Where(u => u.Outcome == UnitOutcomeWords.NotCommitted).MaxBy(u => u.Fence);

    /// <summary>Time that the target took; null when nothing was run by us.</summary>
    public TimeSpan? Took => Units.Any(u => u.Took is not null)
        ? Units.Aggregate(TimeSpan.Zero, (sum, u) => sum + (u.Took ?? TimeSpan.Zero))
        : null;
}

/// <summary>A recorded intent and, once known, its outcome. A unit tried again has one record a try.</summary>
/// <param name="Outcome">`committed`, `already-applied`, `not-committed`, `indeterminate`, or null while unknown.</param>
/// <param name="Statement">Number of the statement that the target refused, if it was one.</param>
/// <param name="Code">The server's error code, or a word of ours.</param>
/// <param name="Evidence">What the target showed of an indeterminate unit; name to value, safe to show.</param>
/// <param name="Resolution">What a person found out about it; null while nobody did.</param>
internal sealed record UnitRecord(
    int Sequence,
    MarkerToken Token,
    long Fence,
    string? Outcome,
    string? Because,
    int? Statement = null,
    string? Code = null,
    bool MayRetry = false,
    TimeSpan? Took = null,
    ImmutableSortedDictionary<string, string>? Evidence = null,
    UnitResolution? Resolution = null)
{
    /// <summary>True when its effects are in the target.</summary>
    public bool IsFinished => Outcome is UnitOutcomeWords.Committed or UnitOutcomeWords.AlreadyApplied;

    /// <summary>True when nobody wrote down what became of it, or nobody could tell: to be probed, never sent again blindly.</summary>
    public bool IsUnknown => Outcome is null or UnitOutcomeWords.Indeterminate;
}

/// <summary>The words of the column `outcome`.</summary>
internal static class UnitOutcomeWords
{
    public const string Committed = "committed";
    public const string AlreadyApplied = "already-applied";
    public const string NotCommitted = "not-committed";
    public const string Indeterminate = "indeterminate";

    /// <summary>The intent, the word and the reason of an outcome.</summary>
    public static (UnitIntent Intent, string Word, string? Because) Of(UnitOutcome outcome) => outcome switch
    {
        UnitOutcome.Committed o => (o.Intent, Committed, null),
        UnitOutcome.AlreadyApplied o => (o.Intent, AlreadyApplied, null),
        UnitOutcome.NotCommitted o => (o.Intent, NotCommitted, o.Because),
        UnitOutcome.Indeterminate o => (o.Intent, Indeterminate, o.Because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal sealed class DeploymentRow
{
    public long Id { get; init; }
    public long Repository { get; init; }
    public long Number { get; init; }
    public required string Target { get; init; }
    public required string MergeCommit { get; init; }
    public required string Plan { get; init; }
    public required string State { get; init; }
    public string? Because { get; init; }
    public required string QueuedAt { get; init; }

    public DeploymentRecord ToRecord(ImmutableArray<UnitRecord> units) => new(
        new(Id), new(new(Repository), (int)Number), new(Target), new(MergeCommit), new(Plan),
        Enum.Parse<DeploymentRecordState>(State, ignoreCase: true), Because, Stamp.Read(QueuedAt), units);
}

internal sealed class UnitRow
{
    public long Deployment { get; init; }
    public long Sequence { get; init; }
    public required string Token { get; init; }
    public long Fence { get; init; }
    public string? Outcome { get; init; }
    public string? Because { get; init; }
    public long? Statement { get; init; }
    public string? Code { get; init; }
    public long MayRetry { get; init; }
    public long? Milliseconds { get; init; }
    public string? Evidence { get; init; }
    public string? Resolution { get; init; }

    public UnitRecord ToRecord() => new(
        (int)Sequence, new(Token), Fence, Outcome, Because, (int?)Statement, Code, MayRetry != 0,
        Milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        Evidence is { } json ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(json) : null,
        Resolution is { } word ? JsonSerializer.Deserialize(word, UnitResolutionJson.Default.UnitResolution) : null);
}
