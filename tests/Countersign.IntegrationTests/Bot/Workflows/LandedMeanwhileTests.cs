using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.IntegrationTests.Git;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

/// <summary>
/// The forge told that a change was open, and its base branch holds it by the time it is fetched. Found by a simulated schedule: reviewed
/// against that base it came to an empty plan, to which a sign-off was bound whose message came late.
/// </summary>
public sealed class LandedMeanwhileTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private readonly IForge _forge = Substitute.For<IForge>();
    private readonly CommitId _before;
    private readonly CommitId _head;

    public LandedMeanwhileTests()
    {
        _before = _repository.Commit("Before", ("readme", "before"));
        _repository.Switch("change", "main");
        _head = _repository.Commit("After", ("readme", "after"));
        _repository.Switch("main");
        _forge.ReadGate(default!, default!, default).ReturnsForAnyArgs(new GateReport(true, []));
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task It_is_not_reviewed()
    {
        _repository.Git("merge", "--quiet", "--no-ff", "-m", "Land it", "change");

        await Review();

        Assert.Empty(_forge.ReceivedCalls());
    }

    [Fact]
    public async Task One_that_did_not_land_is()
    {
        _repository.Commit("Another landed", ("other", "file"));

        await Review();

        Assert.Single(_forge.ReceivedCalls()); // nothing is governed here, so nothing but the gate is asked for
    }

    private async Task Review()
    {
        var change = new ChangeRequest(
            new(new(7), 12), "acme/shop", "Change the database", new(new(1), "author", false), _head, new(7), "main", "main", _before,
            new ChangeState.Open(), false);
        using var loaded = new LoadedChange(new(new(7), "acme", "shop"), new(change, [], [], new([], []), [], 1), GitRepository.Open(_repository.Path), _repository.Head);
        await new ReviewChange(new Examining([]), null!, null!, null!, null!, null!, null!, null!, _forge, TimeProvider.System)
            .Run(loaded, CancellationToken.None);
    }
}
