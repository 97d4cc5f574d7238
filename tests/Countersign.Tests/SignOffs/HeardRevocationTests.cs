using Countersign.SignOffs;

namespace Countersign.Tests.SignOffs;

public sealed class HeardRevocationTests
{
    private static readonly Comment Revoke = Say(7, "/countersign revoke q1\nbecause");

    [Fact]
    public void Only_commands_that_take_something_back_are_kept_and_only_their_line()
    {
        var heard = HeardRevocations.In([Revoke, Say(8, "/countersign approve all 0123456789ab"), Say(9, "revoke it, please")]);
        Assert.Equal(Revoke with { Body = "/countersign revoke q1" }, Assert.Single(heard));
    }

    [Fact]
    public void One_that_is_gone_is_restored() =>
        Assert.Contains(HeardRevocations.Restore([], HeardRevocations.In([Revoke])), c => c.Id == 7);

    [Fact]
    public void One_that_says_something_else_now_is_restored_beside_it() =>
        Assert.Equal(2, HeardRevocations.Restore([Say(7, "/countersign revoke q2")], HeardRevocations.In([Revoke])).Length);

    [Fact]
    public void One_that_is_still_there_is_not_doubled() =>
        Assert.Single(HeardRevocations.Restore([Revoke], HeardRevocations.In([Revoke])));

    private static Comment Say(long id, string body) => new(id, Given.Dan, Given.Noon, Given.Noon, body);
}
