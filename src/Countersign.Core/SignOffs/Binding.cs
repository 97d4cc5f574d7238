namespace Countersign.SignOffs;

/// <summary>What people did on the forge, and what we know of it from elsewhere.</summary>
/// <param name="Evidence">What our own verified deliveries said when reviews were submitted.</param>
/// <param name="ForcePushes">Moves of the head that the forge's server saw and that were no fast-forward.</param>
/// <param name="Plans">Every plan of this change that was ever shown, the present one included.</param>
/// <param name="Current">The present plan; numbers in `revoke q2` are meant in it, too.</param>
public sealed record BindingFacts(
    ImmutableArray<Review> Reviews,
    ImmutableArray<Comment> Comments,
    ImmutableArray<ReviewEvidence> Evidence,
    ImmutableArray<ForcePush> ForcePushes,
    ImmutableArray<SignedPlan> Plans,
    SignedPlan Current);

/// <summary>Sign-offs bound to what was seen; those that cannot be; and reviews that ask for changes.</summary>
public sealed record BoundOpinions(
    ImmutableArray<SignOff> SignOffs, ImmutableArray<UnboundSignOff> Unbound, ImmutableArray<Objection> Objections)
{
    /// <summary>
    /// These, as far as the same acts were bound to the same statements by <paramref name="proven"/> too: whoever judges by facts that
    /// others may have forged lets them take away from what it can prove, and never add.
    /// </summary>
    public BoundOpinions AsFarAs(BoundOpinions proven)
    {
        ArgumentNullException.ThrowIfNull(proven);
        var chains = proven.SignOffs.ToLookup(s => s.Source, s => s.SignedChains);
        var kept = SignOffs.Where(s => chains.Contains(s.Source)).Select(s => new SignOff(s.Source, s.By, s.At,
            [.. s.Seen.Select(x => x with { Signed = x.Signed && chains[s.Source].Any(c => c.Contains(x.Chain)) })]));
        var doubted = SignOffs.Where(s => !chains.Contains(s.Source)).Select(s => new UnboundSignOff(s.Source, s.By, s.At,
            $"which plan {s.By.Handle} saw is known from the bot's own records alone, which are not enough to execute; please approve again, naming the digest"));
        return new([.. kept], [.. Unbound, .. doubted], Objections);
    }
}

/// <summary>
/// Turns reviews and comments into sign-offs. A forge's word for "this review is about that commit" is no proof: GitHub
/// moves an approval to the new head after a force-push with the same patch, and GitLab names no commit at all.
/// </summary>
public static class Binding
{
    /// <summary>Binds everything, and applies commands in the order in which they were given.</summary>
    public static BoundOpinions Bind(BindingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var opinions = ReviewBinding.LatestOpinions(facts.Reviews);
        var reviews = new ReviewBinding(facts);
        var acts = opinions.Where(r => r.State == ReviewState.Approved).Select(reviews.Bind)
            .Concat(new CommandFolding(facts).Acts())
            .OrderBy(a => a.At).ThenBy(a => a.IsComment).ThenBy(a => a.Id);
        var signOffs = new List<SignOff>();
        var unbound = ImmutableArray.CreateBuilder<UnboundSignOff>();
        foreach (var act in acts)
        {
            if (act is Act.Signs s) signOffs.Add(s.SignOff);
            else if (act is Act.CannotBind u) unbound.Add(u.SignOff);
            else if (act is Act.Revokes r) r.ApplyTo(signOffs, facts.Current);
        }

        return new([.. signOffs], unbound.ToImmutable(),
        [
            .. opinions.Where(r => r.State == ReviewState.ChangesRequested).Select(r => new Objection(r.Id, r.By, r.SubmittedAt)),
        ]);
    }
}
