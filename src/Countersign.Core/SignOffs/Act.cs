using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>One thing that a person did about signing. Closed.</summary>
internal abstract record Act(DateTimeOffset At, bool IsComment, long Id)
{
    internal sealed record Signs(SignOff SignOff)
        : Act(SignOff.At, SignOff.Source is SignOffSource.Command, SignOff.Source.Id);

    internal sealed record CannotBind(UnboundSignOff SignOff)
        : Act(SignOff.At, SignOff.Source is SignOffSource.Command, SignOff.Source.Id);

    internal sealed record Revokes(Comment Comment, Chosen Statements) : Act(Comment.CreatedAt, true, Comment.Id)
    {
        /// <summary>
        /// Takes back what the same person signed before. A number may be meant in the plan they signed or in the present
        /// one; taking back too much only asks for a new sign-off, so both are taken back.
        /// </summary>
        internal void ApplyTo(List<SignOff> signOffs, SignedPlan current)
        {
            var chains = current.Statements.Where(s => Statements.Includes(s.Number)).Select(s => s.Chain).ToHashSet();
            for (var i = signOffs.Count - 1; i >= 0; i--)
            {
                if (signOffs[i].By.Id != Comment.By.Id) continue;
                var seen = signOffs[i].Seen.Select(s => s with { Signed = s.Signed && !IsMeant(s, chains) }).ToImmutableArray();
                if (seen.Any(s => s.Signed)) signOffs[i] = new(signOffs[i].Source, signOffs[i].By, signOffs[i].At, seen);
                else signOffs.RemoveAt(i);
            }
        }

        private bool IsMeant(SeenStatement seen, HashSet<Digest> chains) =>
            Statements.Includes(seen.Number) || chains.Contains(seen.Chain);
    }
}
