using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>Which trees to examine.</summary>
/// <param name="PolicyAt">The commit whose policy governs: the base branch's, never the head's (INV-06).</param>
/// <param name="From">Where the change starts: the merge base, or the base branch as it was before the change landed.</param>
/// <param name="To">What the change comes to.</param>
internal sealed record ExaminationRange(GitRepository Git, CommitId PolicyAt, CommitId From, CommitId To);

/// <summary>What came of reading a change from Git. Needs no forge and no connection. Closed.</summary>
internal abstract record Examination
{
    private Examination() { }

    /// <summary>The base has no policy: nothing of it is ours.</summary>
    public sealed record Ungoverned : Examination;

    /// <summary>Read completely; may be empty.</summary>
    /// <param name="Notes">Sentences for people that neither ask for nor refuse anything.</param>
    public sealed record Complete(
        PolicyFile Policy, Codeowners Codeowners, Plan Plan, ImmutableArray<Finding> Findings, ImmutableArray<string> Notes)
        : Examination
    {
        /// <summary>Scripts that were on the base before, in the order in which they run, by target.</summary>
        public ImmutableDictionary<TargetName, ImmutableArray<Script>> Histories { get; init; } =
            ImmutableDictionary<TargetName, ImmutableArray<Script>>.Empty;

        /// <summary>What came of rehearsing the plan, by target; empty where nothing was.</summary>
        public ImmutableDictionary<TargetName, RehearsalOutcome> Outcomes { get; init; } =
            ImmutableDictionary<TargetName, RehearsalOutcome>.Empty;

        /// <summary>The same, with what was seen in the place of what reading guessed.</summary>
        public Complete With(ImmutableDictionary<TargetName, RehearsalOutcome> outcomes)
        {
            var rehearsed = this with { Outcomes = outcomes };
            return rehearsed with
            {
                Plan = Plan.With(rehearsed.Rehearsals),
                Findings = [.. Findings, .. Policy.Heeded(RehearsalFindings.Of(Plan, rehearsed.Rehearsals))],
            };
        }

        /// <summary>Those that were rehearsed.</summary>
        public ImmutableDictionary<TargetName, TargetRehearsal> Rehearsals => Outcomes
            .Where(o => o.Value is RehearsalOutcome.Done).ToImmutableDictionary(o => o.Key, o => ((RehearsalOutcome.Done)o.Value).Rehearsal);
    }

    /// <summary>Something cannot be read or may not be; nothing of it runs.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Reasons, ImmutableArray<string> Notes) : Examination
    {
        /// <summary>The head and the base have no commit in common, so there is no change to read.</summary>
        public static Refused NoCommonHistory(string onto) => new(
            [new("CS110", Place.File(PolicyFile.Path), $"the head has no history in common with `{onto}`",
                "rebase the branch onto it")], []);
    }
}
