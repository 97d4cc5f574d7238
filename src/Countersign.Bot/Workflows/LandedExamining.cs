using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>What landed, compared with what was signed. Closed.</summary>
internal abstract record LandedExamination
{
    private LandedExamination() { }

    /// <summary>Nothing that policy governs landed.</summary>
    public sealed record NothingGoverned : LandedExamination;

    /// <summary>Something else than a clean merge of the head landed, or it cannot be read; nothing runs (INV-22).</summary>
    public sealed record Quarantined(ImmutableArray<Refusal> Reasons) : LandedExamination;

    /// <summary>What landed, read from the landed commit's own bytes.</summary>
    /// <param name="BaseBefore">The base branch as it was before; its policy governs (INV-06).</param>
    /// <param name="PolicyAtTip">The base branch's policy now; the stricter of the two counts.</param>
    /// <param name="Histories">Versioned scripts on the base before, by target.</param>
    public sealed record Complete(
        CommitId BaseBefore,
        LandingKind Kind,
        Examination.Complete Examined,
        PolicyFile PolicyAtTip,
        ImmutableDictionary<TargetName, ImmutableArray<string>> Histories) : LandedExamination
    {
        /// <summary>What landed.</summary>
        public Plan Plan => Examined.Plan;

        /// <summary>The stricter verdict of the two policies (INV-06).</summary>
        public Verdict Judge(Opinions heard) => Judging.Stricter(
            Judging.Judge(heard.For(Examined, Examined.Policy)), Judging.Judge(heard.For(Examined, PolicyAtTip)));

        /// <summary>A target as the policy before the landing has it, held as strictly as either policy says.</summary>
        public TargetPolicy PolicyOf(TargetName target) => Examined.Policy.Targets.Single(t => t.Name == target)
            .Hardened(PolicyAtTip.Targets.FirstOrDefault(t => t.Name == target));

        /// <summary>Paths of versioned scripts that must be in the target first.</summary>
        public ImmutableArray<string> HistoryOf(TargetName target) => Histories.GetValueOrDefault(target, []);
    }
}

/// <summary>Examines a landed commit: reachable (INV-23), equivalent to the signed head (INV-22), governed by the base before it (INV-06).</summary>
internal sealed class LandedExamining(Examining examining)
{
    /// <summary>Examines what landed as <paramref name="landedAt"/>.</summary>
    public LandedExamination Examine(LoadedChange loaded, CommitId landedAt, CancellationToken cancellation)
    {
        if (!loaded.Git.IsAncestor(landedAt, loaded.BaseTip))
            return Quarantine("CS120", $"commit {landedAt.Short} is not on `{loaded.Change.BaseRef}`",
                "see what was done to the branch; if it is right, enrol the repository anew");
        return ExamineLanding(loaded, landedAt, loaded.BaseTip, cancellation);
    }

    /// <summary>The same for a commit that a merge queue proposes: it is not on the base branch yet.</summary>
    public LandedExamination ExamineProposed(LoadedChange loaded, CommitId proposed, CancellationToken cancellation) =>
        ExamineLanding(loaded, proposed, loaded.BaseTip, cancellation);

    private LandedExamination ExamineLanding(LoadedChange loaded, CommitId landedAt, CommitId tip, CancellationToken cancellation)
    {
        var git = loaded.Git;
        if (git.ParentsOf(landedAt) is not [var parent, ..]) return new LandedExamination.NothingGoverned();
        var parses = new[] { Examining.ReadPolicy(git, parent), Examining.ReadPolicy(git, tip) }.OfType<PolicyParse>().ToImmutableArray();
        var policies = parses.OfType<PolicyParse.Valid>().Select(p => p.Policy).ToImmutableArray();
        bool IsGoverned(string path) => path == PolicyFile.Path || policies.Any(p => Governance.IsGoverned(p, path));
        return git.LandingOf(landedAt, loaded.Change.Head, loaded.Facts.CommitCount, IsGoverned, cancellation) switch
        {
            Landing.NotEquivalent not when parses.IsEmpty => new LandedExamination.NothingGoverned(),
            Landing.NotEquivalent not => Quarantine("CS121", $"what landed is not what was reviewed: {not.Because}",
                "compare the landed commit with the reviewed head; bring what is missing in a new change"),
            Landing.Equivalent landing => Examine(git, landing, landedAt, tip, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private LandedExamination Examine(
        GitRepository git, Landing.Equivalent landing, CommitId landedAt, CommitId tip, CancellationToken cancellation)
    {
        var examination = examining.Examine(new(git, landing.BaseBefore, landing.BaseBefore, landedAt), cancellation);
        switch (examination)
        {
            case Examination.Ungoverned:
                return new LandedExamination.NothingGoverned();
            case Examination.Refused refused:
                return new LandedExamination.Quarantined(refused.Reasons);
            case Examination.Complete { Plan.IsEmpty: true }:
                return new LandedExamination.NothingGoverned();
            case Examination.Complete complete:
                return Complete(git, landing, complete, tip, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static LandedExamination Complete(
        GitRepository git, Landing.Equivalent landing, Examination.Complete examined, CommitId tip, CancellationToken cancellation)
    {
        if (Examining.ReadPolicy(git, tip) is not PolicyParse.Valid { Policy: var policyAtTip })
            return Quarantine("CS122", "the policy that is on the branch now is missing or cannot be read", "mend the policy");
        var moved = examined.Plan.Targets.Where(t => t.Target != PolicyEdit.Target).FirstOrDefault(t => !IsSame(t, examined.Policy, policyAtTip));
        if (moved is not null)
            return Quarantine("CS123", $"target `{moved.Target}` was renamed, removed or pointed elsewhere in the policy that is on the branch now",
                "restore the target, or bring the scripts in a new change");
        var existing = git.ListTree(landing.BaseBefore, Governance.Globs(examined.Policy), cancellation);
        return new LandedExamination.Complete(
            landing.BaseBefore, landing.Kind, examined, policyAtTip,
            examined.Policy.Targets.ToImmutableDictionary(t => t.Name, t => Governance.VersionedPaths(t, existing)));
    }

    private static bool IsSame(TargetPlan plan, PolicyFile before, PolicyFile now)
    {
        var was = before.Targets.Single(t => t.Name == plan.Target);
        return now.Targets.FirstOrDefault(t => t.Name == plan.Target) is { } target
            && target.Dialect == was.Dialect && target.Connection == was.Connection
            && target.ServerVersion == was.ServerVersion && target.CompatibilityLevel == was.CompatibilityLevel && target.Project == was.Project
            && target.SearchPath.SequenceEqual(was.SearchPath) && target.ProjectOptions.IsSame(was.ProjectOptions);
    }

    private static LandedExamination.Quarantined Quarantine(string rule, string why, string nextStep) =>
        new([new(rule, Place.File(PolicyFile.Path), why, nextStep)]);
}
