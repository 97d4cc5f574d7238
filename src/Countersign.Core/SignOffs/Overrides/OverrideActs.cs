using Countersign.Changes;

namespace Countersign.SignOffs;

/// <summary>Somebody asked to go without the sign-offs that policy demands (INV-21).</summary>
/// <param name="CommentId">The comment on the forge.</param>
/// <param name="DigestPrefix">At least 12 lower-case hex digits of the one plan that is meant.</param>
/// <param name="Because">The reason as written; not encoded for any output.</param>
public sealed record OverrideRequest(long CommentId, Person By, DateTimeOffset At, string DigestPrefix, string Because);

/// <summary>Somebody agreed to an override of the plan with this digest.</summary>
/// <param name="DigestPrefix">At least 12 lower-case hex digits of the one plan that is meant.</param>
public sealed record OverrideGrant(long CommentId, Person By, DateTimeOffset At, string DigestPrefix);

/// <summary>All that was said about overrides in a change request, as the forge shows it now.</summary>
public sealed record OverrideActs(ImmutableArray<OverrideRequest> Requests, ImmutableArray<OverrideGrant> Grants)
{
    /// <summary>Nobody asked.</summary>
    public static OverrideActs None { get; } = new([], []);

    /// <summary>Everybody who said something.</summary>
    public IEnumerable<Person> People => Requests.Select(r => r.By).Concat(Grants.Select(g => g.By));

    /// <summary>Reads them from comments. An edited comment is no command (INV-20), so editing one takes it back, as deleting does.</summary>
    public static OverrideActs In(ImmutableArray<Comment> comments)
    {
        var requests = ImmutableArray.CreateBuilder<OverrideRequest>();
        var grants = ImmutableArray.CreateBuilder<OverrideGrant>();
        foreach (var comment in comments)
        {
            switch (CommandReading.Read(comment))
            {
                case CommandText.Understood { Command: Command.Override asked }:
                    requests.Add(new(comment.Id, comment.By, comment.CreatedAt, asked.DigestPrefix, asked.Because));
                    break;
                case CommandText.Understood { Command: Command.Grant agreed }:
                    grants.Add(new(comment.Id, comment.By, comment.CreatedAt, agreed.DigestPrefix));
                    break;
            }
        }

        return new(requests.ToImmutable(), grants.ToImmutable());
    }
}

/// <summary>What judging is told about overrides.</summary>
/// <param name="Acts">What was said in this change request.</param>
/// <param name="Announced">Comment ids of the requests that the alert channel and the change request were told of.</param>
/// <param name="Unreviewed">Other changes of the repository that were applied on an override and still miss their sign-offs.</param>
/// <param name="Now">The time of the decision.</param>
public sealed record OverrideFacts(
    OverrideActs Acts, ImmutableHashSet<long> Announced, ImmutableArray<UnreviewedOverride> Unreviewed, DateTimeOffset Now)
{
    /// <summary>Nothing was said, and nothing is left over.</summary>
    public static OverrideFacts None { get; } = new(OverrideActs.None, [], [], DateTimeOffset.MinValue);
}

/// <summary>A change that was applied on an override; until somebody gives the sign-offs that were skipped, it holds others back.</summary>
public sealed record UnreviewedOverride(ChangeKey Change, DateTimeOffset UsedAt);
