using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
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
        : Examination;

    /// <summary>Something cannot be read or may not be; nothing of it runs.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Reasons, ImmutableArray<string> Notes) : Examination
    {
        /// <summary>The head and the base have no commit in common, so there is no change to read.</summary>
        public static Refused NoCommonHistory(string onto) => new(
            [new("CS110", Place.File(PolicyFile.Path), $"the head has no history in common with `{onto}`",
                "rebase the branch onto it")], []);
    }
}
