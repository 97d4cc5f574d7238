using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Statements;
using Microsoft.Extensions.DependencyInjection;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.Commands;

public sealed class DeploymentTests
{
    [Fact]
    public async Task What_is_frozen_is_shown_with_its_evidence_and_takes_one_word_of_a_person()
    {
        await using var desk = await OperatorDesk.Open();
        await desk.WithBot(Freeze);

        var shown = await desk.Run("deployment", "show");
        Assert.Contains("deployment 1  shop-prod  frozen", shown.Output, StringComparison.Ordinal);
        Assert.Contains("backend id: 4711", shown.Output, StringComparison.Ordinal);

        var resolved = await desk.Run("deployment", "resolve", "1", "--found", "applied", "--by", "ana", "--because", "the index is there");
        Assert.Equal(0, resolved.Code);
        Assert.Contains("ana found it applied", (await desk.Run("deployment", "show", "1")).Output, StringComparison.Ordinal);

        var again = await desk.Run("deployment", "resolve", "1", "--found", "not-applied", "--by", "bo", "--because", "it is not");
        Assert.NotEqual(0, again.Code);
        Assert.Contains("nothing to resolve", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "applied", "ana", "it is there", "there is no deployment 7")]
    [InlineData("1", "perhaps", "ana", "it is there", "perhaps")]
    [InlineData("1", "applied", " ", "it is there", "must say something")]
    [InlineData("1", "applied", "ana", "", "must say something")]
    public async Task A_word_that_says_too_little_is_refused(string number, string found, string by, string because, string why)
    {
        await using var desk = await OperatorDesk.Open();
        await desk.WithBot(Freeze);

        var refused = await desk.Run("deployment", "resolve", number, "--found", found, "--by", by, "--because", because);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
        Assert.Equal([""], await desk.Stored("select coalesce(resolution, '') from deployment_units"));
    }

    [Fact]
    public async Task Where_nothing_is_frozen_it_says_so()
    {
        await using var desk = await OperatorDesk.Open();
        Assert.Contains("no target is frozen", (await desk.Run("deployment", "show")).Output, StringComparison.Ordinal);
    }

    internal static async Task Freeze(IServiceProvider bot)
    {
        var records = bot.GetRequiredService<DeploymentRecords>();
        var script = new Script("db/0002.sql", FileMode.Regular, ScriptRole.Versioned, "-- countersign: no-transaction\nREINDEX\n"u8.ToArray());
        var change = new ChangeKey(new(7), 12);
        var deployment = await records.Queue(change, new("shop-prod"), new(new string('a', 40)), Digest.Of("plan"u8), CancellationToken.None);
        var intent = new UnitIntent(
            new(0, new("shop-prod"), script, false, []), Digest.Of("plan"u8), new(new string('b', 64)), 3);
        await records.KeepIntents(deployment.Id, 3, [intent], CancellationToken.None);
        await records.KeepOutcome(deployment.Id, new UnitOutcome.Indeterminate(
            intent, "no answer", ImmutableSortedDictionary<string, string>.Empty.Add("backend id", "4711")), CancellationToken.None);
        await records.KeepState(deployment.Id, 3, DeploymentRecordState.Frozen, "no answer", CancellationToken.None);
    }
}
