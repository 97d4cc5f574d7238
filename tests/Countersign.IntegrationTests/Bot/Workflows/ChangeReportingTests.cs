using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Countersign.IntegrationTests.Bot.Workflows;

/// <summary>What a crash leaves between the forge and what is noted of it. Simulated schedules found these.</summary>
public sealed class ChangeReportingTests() : StoreTests(null)
{
    private static readonly ChangeRequest Change = new(
        new(new(7), 12), "acme/shop", "Change the database", new(new(1), "author", false), new(new string('a', 40)), new(7), "main", "main",
        new(new string('b', 40)), new ChangeState.Open(), false);

    private readonly IForge _forge = Substitute.For<IForge>();

    [Fact]
    public async Task A_check_that_was_being_written_over_is_written_again()
    {
        await Write("first");
        _forge.WriteCheck(default!, default, default!, default).ThrowsAsyncForAnyArgs(new TimeoutException()); // it may be there, or not
        await Assert.ThrowsAsync<TimeoutException>(() => Write("second"));
        _forge.ClearReceivedCalls();

        await Assert.ThrowsAsync<TimeoutException>(() => Write("first"));
    }

    [Fact]
    public async Task A_comment_that_was_being_written_over_is_written_again()
    {
        _forge.WriteComment(default!, default, default, default!, default).ReturnsForAnyArgs(55);
        await Write("first");
        _forge.WriteComment(default!, default, default, default!, default).ThrowsAsyncForAnyArgs(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => Write("second"));

        await Assert.ThrowsAsync<TimeoutException>(() => Write("first"));
    }

    [Fact]
    public async Task What_is_there_is_not_written_again()
    {
        await Write("first");
        _forge.ClearReceivedCalls();
        await Write("first");

        Assert.Empty(_forge.ReceivedCalls());
    }

    private Task Write(string because) => new ChangeReporting(_forge, new ChangeRecords(Store.File)).Write(
        new(new(new(7), "acme", "shop"), new(Change, [], [], new([], []), [], 1), null!, Change.BaseTip),
        new(new Subject.Request(Change), null, [], new Verdict.Refused([new Refusal("CS110", Place.File("x"), because, "mend it")], null), [], []),
        CancellationToken.None);
}
