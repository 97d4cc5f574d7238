using Countersign.Changes;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>A plan as it is kept to bind sign-offs to: what was shown, without the text.</summary>
/// <param name="Commit">The head that the plan was made of.</param>
/// <param name="BaseRef">The branch it would have landed on; the same commit onto another branch is another change.</param>
/// <param name="ShownAt">When it was first shown, by our clock.</param>
/// <param name="Statements">All of them, in order of number.</param>
public sealed record SignedPlan(
    Digest Digest, CommitId Commit, string BaseRef, DateTimeOffset ShownAt, ImmutableArray<SeenStatement> Statements)
{
    /// <summary>The form to keep of a plan.</summary>
    public static SignedPlan Of(Plan plan, CommitId commit, string baseRef, DateTimeOffset shownAt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(plan.Digest, commit, baseRef, shownAt,
        [
            .. from target in plan.Targets
               from s in target.Statements
               select new SeenStatement(target.Target, s.Number, s.Digest, s.Chain, true) { Impact = s.Impact, RunsAlone = s.RunsAlone },
        ]);
    }

    /// <summary>The statements as somebody saw them who signed only those chosen.</summary>
    internal ImmutableArray<SeenStatement> SignedBy(Chosen chosen) =>
        [.. Statements.Select(s => s with { Signed = chosen.Includes(s.Number) })];
}
