namespace Countersign.SignOffs;

/// <summary>
/// A sign-off that was taken back stays so, whatever becomes of the comment that did it: comments can be edited and deleted,
/// also by others than their author. The reverse is not needed, since an edited approval is none (INV-20).
/// </summary>
public static class HeardRevocations
{
    /// <summary>The comments that take sign-offs back, cut to the command, in the form in which they are to be kept.</summary>
    public static ImmutableArray<Comment> In(ImmutableArray<Comment> comments) =>
        [.. comments.Where(IsRevocation).Select(c => c with { Body = LineOf(c), UpdatedAt = c.CreatedAt })];

    /// <summary>The comments as the forge shows them now, and with them what was heard and is not there any more.</summary>
    public static ImmutableArray<Comment> Restore(ImmutableArray<Comment> comments, ImmutableArray<Comment> heard)
    {
        var present = comments.Select(c => (c.Id, LineOf(c))).ToHashSet();
        return [.. comments, .. heard.Where(h => !present.Contains((h.Id, LineOf(h))))];
    }

    private static bool IsRevocation(Comment comment) =>
        CommandReading.Read(comment) is CommandText.Understood { Command: Command.Revoke };

    private static string LineOf(Comment comment)
    {
        var end = comment.Body.AsSpan().IndexOfAny('\n', '\r');
        return end < 0 ? comment.Body : comment.Body[..end];
    }
}
