namespace Countersign.SignOffs;

/// <summary>Turns the comments that sign or revoke into acts.</summary>
internal sealed class CommandFolding(BindingFacts facts)
{
    private readonly NamedPlans _named = new(facts.Plans);

    internal IEnumerable<Act> Acts() => facts.Comments.Select(ActOf).OfType<Act>();

    private Act? ActOf(Comment comment) => CommandReading.Read(comment) switch
    {
        CommandText.Understood { Command: Command.Revoke revoke } => new Act.Revokes(comment, revoke.Statements),
        CommandText.Understood { Command: Command.Approve approve } => _named.Find(approve, out var problem) is { } plan
            ? new Act.Signs(new SignOff(Source(comment), comment.By, comment.CreatedAt, plan.SignedBy(approve.Statements)))
            : Unbound(comment, $"{problem}; please approve the plan shown above"),
        CommandText.Malformed malformed when IsApproval(comment) => Unbound(comment, malformed.Sentence),
        _ => null,
    };

    /// <summary>Whether somebody tried to sign; other malformed commands are answered where they were made.</summary>
    private static bool IsApproval(Comment comment) =>
        comment.Body.StartsWith("/countersign approve", StringComparison.Ordinal);

    private static SignOffSource.Command Source(Comment comment) => new(comment.Id);

    private static Act.CannotBind Unbound(Comment comment, string because) =>
        new(new UnboundSignOff(Source(comment), comment.By, comment.CreatedAt, because));
}
