using Countersign.Bot.Jobs;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;

namespace Countersign.IntegrationTests.Bot.Jobs;

/// <summary>Whoever can write job storage must not be able to run code with it (INV-36).</summary>
[Invariant(36)]
public sealed class JobStorageTests
{
    [Fact]
    public async Task A_job_that_names_a_foreign_method_is_refused_when_it_is_read()
    {
        await using var bot = await RunningBot.Start();
        var hostile = new InvocationData(
            "System.IO.File, System.Private.CoreLib", "WriteAllText",
            """["System.String","System.String"]""", """["\"/tmp/owned\"","\"x\""]""");

        var refused = Assert.Throws<JobLoadException>(hostile.DeserializeJob);

        Assert.Contains("may not be named by a job", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_jobs_are_read_back()
    {
        await using var bot = await RunningBot.Start();
        var job = Job.FromExpression<WorkJob>(j => j.Review("sweep", CancellationToken.None));

        Assert.Equal(typeof(WorkJob), InvocationData.SerializeJob(job).DeserializeJob().Type);
    }

    [Fact]
    public async Task Two_bots_in_a_process_have_a_job_storage_each()
    {
        await using var one = await RunningBot.Start();
        await using var other = await RunningBot.Start();

        Assert.NotSame(one.Get<JobStorage>(), other.Get<JobStorage>());
    }

    [Theory]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("Countersign.Bot.Store.Inbox")]
    [InlineData("Countersign.Bot.Jobs.WorkJob[]")]
    [InlineData("Countersign.Bot.Jobs.WorkQueue, countersign")]
    public void Only_our_job_may_be_named(string name) =>
        Assert.Throws<InvalidOperationException>(() => JobTypes.Resolve(name));
}
