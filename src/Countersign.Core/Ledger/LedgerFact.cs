using System.Text;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Ledger.V1;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>One fact that the ledger can hold. Facts carry what was known then, so that an entry explains itself. Closed.</summary>
public abstract record LedgerFact
{
    private LedgerFact() { }

    /// <summary>A plan was made and shown.</summary>
    /// <param name="Policy">Digest of the policy it was made by.</param>
    public sealed record PlanMade(ChangeRequest Change, Plan Plan, Digest Policy) : LedgerFact;

    /// <summary>A person's sign-off was read from the forge and bound to statements.</summary>
    public sealed record Signed(ChangeRequest Change, SignOff SignOff) : LedgerFact;

    /// <summary>A plan was judged.</summary>
    /// <param name="Plan">Null when the scripts could not be read, so that there is none.</param>
    public sealed record Judged(ChangeRequest Change, Plan? Plan, Digest Policy, Verdict Verdict) : LedgerFact;

    /// <summary>The change request was seen to have landed.</summary>
    /// <param name="BaseBefore">The base branch as it was before: the parent that the landed changes are compared with.</param>
    public sealed record MergeObserved(ChangeRequest Change, CommitId Commit, CommitId BaseBefore) : LedgerFact;

    /// <summary>A unit is about to run. In the ledger before the first byte leaves (INV-25).</summary>
    public sealed record Intended(Execution Execution, UnitIntent Intent) : LedgerFact;

    /// <summary>
    /// What became of an intended unit. Every intent gets one, also the units that were not sent because an earlier one
    /// failed; after an indeterminate one, a second says how it was resolved.
    /// </summary>
    public sealed record Came(Execution Execution, UnitOutcome Outcome) : LedgerFact;

    /// <summary>A person said that a schema which somebody else had changed is right as it is.</summary>
    /// <param name="Known">Fingerprint of the schema that was known.</param>
    /// <param name="Found">Fingerprint of the schema that is known from here on.</param>
    /// <param name="Differences">What differs, in clauses.</param>
    /// <param name="By">Who accepts it, as they call themselves.</param>
    public sealed record DriftAccepted(
        TargetName Target, TargetIdentity Identity, Digest Known, Digest Found, ImmutableArray<string> Differences, string By, string Because,
        DateTimeOffset SaidAt) : LedgerFact;

    /// <summary>An override was granted (INV-21). In the ledger before anybody is told, and before anything runs on it.</summary>
    /// <param name="Plan">The one plan that it is for.</param>
    /// <param name="Policy">Digest of the policy that says who may grant it.</param>
    public sealed record Overridden(ChangeRequest Change, Plan Plan, Digest Policy, OverrideStanding Standing) : LedgerFact;

    /// <summary>
    /// Names what a ledger holds once at most, so that recording it again after a crash adds nothing; null for facts that
    /// may be repeated.
    /// </summary>
    public string? Reference => this switch
    {
        MergeObserved f => $"merge/{f.Change.Key.Repository}/{f.Change.Key.Number}/{f.Commit}",
        Intended f => "intent/" + TokenDigest(f.Intent),
        Came { Outcome: UnitOutcome.Indeterminate o } => "indeterminate/" + TokenDigest(o.Intent),
        Came f => "result/" + TokenDigest(SubjectsV1.IntentOf(f.Outcome)),
        DriftAccepted f => $"drift/{Digest.Of(Encoding.UTF8.GetBytes($"{f.Identity.Text}\n{f.Known}\n{f.Found}\n{f.SaidAt.UtcTicks}"))}",
        Overridden f => $"override/{f.Change.Key.Repository.Value}/{f.Change.Key.Number}/{f.Plan.Digest}/{f.Standing.Request.CommentId}",
        _ => null,
    };

    /// <summary>Which kind of entry records it.</summary>
    public LedgerKind Kind => this switch
    {
        PlanMade => LedgerKind.Plan,
        Signed => LedgerKind.SignOff,
        Judged => LedgerKind.Verdict,
        MergeObserved => LedgerKind.MergeObserved,
        Intended => LedgerKind.Intent,
        Came => LedgerKind.Result,
        DriftAccepted => LedgerKind.Drift,
        Overridden => LedgerKind.Override,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>SHA-256 of the marker token's digits. The token itself is a secret until its unit has committed.</summary>
    internal static Digest TokenDigest(UnitIntent intent) => Digest.Of(Encoding.UTF8.GetBytes(intent.Token.Hex));
}

/// <summary>Everything about a deployment that an auditor asks of each of its units.</summary>
/// <param name="MergeCommit">The commit that landed, whose bytes run.</param>
/// <param name="BaseBefore">The base branch before it landed.</param>
/// <param name="Approved">Proof that the plan may run, with the policy it was judged by.</param>
/// <param name="Judgement">How every requirement was met, and by whom.</param>
/// <param name="Identity">The server that the target is.</param>
/// <param name="TargetFacts">What the target says of itself, e.g. its version.</param>
public sealed record Execution(
    ChangeRequest Change,
    Contributors Contributors,
    CommitId MergeCommit,
    CommitId BaseBefore,
    ApprovedPlan Approved,
    Judgement Judgement,
    TargetIdentity Identity,
    ImmutableSortedDictionary<string, string> TargetFacts,
    Executor Executor);

/// <summary>The process that runs statements.</summary>
/// <param name="Binary">SHA-256 of the executable; null when it cannot be read.</param>
/// <param name="OsUser">The operating system's account.</param>
public sealed record Executor(string Version, Digest? Binary, string Host, int ProcessId, string OsUser);
