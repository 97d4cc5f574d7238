namespace Countersign.Ledger.V1;

/// <summary>What an entry of some kind says. Times are UTC, digests lower-case hex, durations in milliseconds.</summary>
internal abstract record BodyV1;

internal sealed record PlanV1(ChangeV1 Change, string Plan, string Policy, ImmutableArray<PlannedTargetV1> Targets) : BodyV1;

internal sealed record SignOffV1(ChangeV1 Change, string Source, long Id, PersonV1 By, DateTimeOffset At, ImmutableArray<SeenV1> Seen)
    : BodyV1;

/// <param name="Verdict">`clear`, `pending` or `refused`.</param>
/// <param name="Reasons">Sentences: what is missing, or why it is refused.</param>
internal sealed record VerdictV1(
    ChangeV1 Change, string Policy, string Verdict, ImmutableArray<string> Reasons, string? Plan = null, JudgementV1? Judgement = null)
    : BodyV1;

internal sealed record MergeObservedV1(ChangeV1 Change, string Commit, string BaseBefore) : BodyV1;

internal sealed record IntentV1(ExecutionV1 Execution, UnitV1 Unit) : BodyV1;

internal sealed record ResultV1(ExecutionV1 Execution, UnitV1 Unit, OutcomeV1 Outcome) : BodyV1;

/// <param name="Known">Fingerprint of the schema that was known; <paramref name="Found"/> is the one that is from here on.</param>
/// <param name="By">As they call themselves; taken on trust.</param>
internal sealed record DriftV1(
    string Target, string Identity, string Known, string Found, ImmutableArray<string> Differences, string By, string Because, DateTimeOffset SaidAt)
    : BodyV1;

/// <summary>Two people stood in for sign-offs that were missing.</summary>
internal sealed record OverrideV1(ChangeV1 Change, string Plan, string Policy, OverrideStandingV1 Standing) : BodyV1;

/// <param name="Because">The reason as it was written.</param>
/// <param name="InForce">Granted, announced and not expired when this was written.</param>
internal sealed record OverrideStandingV1(
    long CommentId, PersonV1 AskedBy, DateTimeOffset AskedAt, string Because, ImmutableArray<PersonV1> GrantedBy, int Needed,
    DateTimeOffset Expires, bool InForce);

internal sealed record PersonV1(long Id, string Login, bool Bot);

/// <param name="TitleSha256">Titles are people's text and may have to be erased; the ledger keeps their digest.</param>
internal sealed record ChangeV1(
    long Repository,
    string RepositoryName,
    int Number,
    string TitleSha256,
    PersonV1 Author,
    string Head,
    long HeadRepository,
    string BaseRef,
    string DefaultBranch,
    string BaseTip);

internal sealed record PlannedTargetV1(
    string Name,
    string Environment,
    string Dialect,
    string Session,
    string ChainEnd,
    ImmutableArray<ScriptV1> Scripts,
    ImmutableArray<StatementV1> Statements);

internal sealed record ScriptV1(string Path, string Sha256, string Mode, string Role, bool Transaction);

/// <param name="Sha256">Of the exact bytes; the bytes are in Git.</param>
/// <param name="Offset">In bytes from the start of the script.</param>
/// <param name="Irreversible">Why it cannot be undone; null when it can.</param>
/// <param name="Impact">Digest of what a rehearsal saw it do; absent where there was none.</param>
internal sealed record StatementV1(
    int Number,
    string Path,
    int Offset,
    int Length,
    string Sha256,
    string Digest,
    string Chain,
    string Kind,
    ImmutableArray<string> Effects,
    ImmutableArray<string> Objects,
    string? Irreversible = null,
    string? Impact = null);

internal sealed record SeenV1(string Target, int Number, string Digest, string Chain, bool Signed)
{
    /// <summary>What a rehearsal saw the statement do; absent where there was none.</summary>
    public string? Impact { get; init; }
}

internal sealed record JudgementV1(ImmutableArray<StandingV1> Statements, ImmutableArray<SignOffAccountV1> SignOffs)
{
    /// <summary>The override that was asked for; absent where nobody asked.</summary>
    public OverrideStandingV1? Override { get; init; }
}

internal sealed record StandingV1(int Number, ImmutableArray<RequirementV1> Requirements);

internal sealed record RequirementV1(string Rule, int Count, ImmutableArray<string> From, ImmutableArray<PersonV1> By);

internal sealed record SignOffAccountV1(
    string Source, long Id, PersonV1 By, DateTimeOffset At, ImmutableArray<int> CountsFor, ImmutableArray<string> Remarks);

internal sealed record ExecutionV1(
    ChangeV1 Change,
    ImmutableArray<PersonV1> Contributors,
    string MergeCommit,
    string BaseBefore,
    string Plan,
    string Policy,
    JudgementV1 Judgement,
    TargetV1 Target,
    ExecutorV1 Executor);

internal sealed record TargetV1(
    string Name, string Dialect, string Session, string Identity, ImmutableSortedDictionary<string, string> Facts);

internal sealed record ExecutorV1(string Version, string Host, int ProcessId, string OsUser, string? Binary = null);

/// <param name="TokenSha256">Of the marker token's digits. The token itself is a secret until the unit has committed.</param>
internal sealed record UnitV1(
    int Sequence,
    ScriptV1 Script,
    bool Transaction,
    string Chain,
    long Fence,
    string TokenSha256,
    ImmutableArray<StatementV1> Statements);

/// <param name="Class">`committed`, `already-applied`, `not-committed` or `indeterminate`.</param>
/// <param name="Rows">By statement; -1 where the server reports none.</param>
/// <param name="Code">SQLSTATE, or SQLite's result code.</param>
internal sealed record OutcomeV1(
    string Class,
    ImmutableArray<long>? Rows = null,
    double? Milliseconds = null,
    int? FailedStatement = null,
    string? Code = null,
    string? Because = null,
    ImmutableSortedDictionary<string, string>? Evidence = null)
{
    public const string Committed = "committed";
    public const string AlreadyApplied = "already-applied";
    public const string NotCommitted = "not-committed";
    public const string Indeterminate = "indeterminate";
}
