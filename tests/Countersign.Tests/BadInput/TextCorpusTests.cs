using System.Text;
using Countersign.BadInput.Comments;
using Countersign.BadInput.Policies;
using Countersign.BadInput.Webhooks;
using Countersign.Policy;

namespace Countersign.Tests.BadInput;

/// <summary>B10, B11 and B13: deliveries, comments and policies, and what must come of each.</summary>
public sealed class TextCorpusTests
{
    [Fact, Invariant(2)]
    public void A_delivery_is_read_as_its_case_says() => Held.All(DeliveryCorpus.All.Select(c => c.WhatIsWrong()));

    [Fact, Invariant(20)]
    public void A_comment_is_heard_as_its_case_says() => Held.All(CommentCorpus.All.Select(c => c.WhatIsWrong()));

    [Fact, Invariant(20)]
    public void A_comment_is_heard_as_the_guide_says() => Held.All(CommentCorpus.All.Select(c =>
        CommentCorpus.Hear(CommentCorpus.Said(c.Comment.Body)) is var heard && heard == CommentCorpus.ByTheGuide(c.Comment.Body)
        || (heard == Heard.Malformed && CommentCorpus.ByTheGuide(c.Comment.Body) == Heard.Command && c.Comment.Body.Contains('-')) ? null : $"{c.Name}: {heard}"));

    [Fact, Invariant(6)]
    public void A_policy_has_the_problem_that_its_case_states() => Held.All(PolicyCorpus.All.Select(c => c.WhatIsWrong()));

    [Fact]
    public void The_policy_that_the_edits_are_made_of_is_right() =>
        Assert.IsType<PolicyParse.Valid>(PolicyReading.Read(Encoding.UTF8.GetBytes(PolicyCorpus.Right)));
}
