using System.Security.Cryptography;
using System.Text;
using Countersign.Analysis.Rules;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Declarative;

namespace Countersign.Tests.Statements.SqlServer;

/// <summary>How often DacFx is asked, which costs seconds and hundreds of megabytes each time.</summary>
public sealed class ProjectAnswersTests
{
    private int _asked;

    [Fact]
    public async Task What_eight_ask_at_once_is_asked_once()
    {
        using var isAsked = new ManualResetEventSlim();
        using var all = new CountdownEvent(8);
        var answers = new ProjectAnswers(
            (question, _, _) =>
            {
                isAsked.Wait(TestContext.Current.CancellationToken);
                return Answer(question);
            }, long.MaxValue);
        var asking = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                all.Signal();
                return Get(answers, "a");
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        all.Wait(TestContext.Current.CancellationToken);

        isAsked.Set();
        var scripts = await Task.WhenAll(asking);

        Assert.Equal(1, _asked);
        Assert.Single(scripts.Distinct());
    }

    [Fact]
    public void An_answer_comes_again_as_it_was()
    {
        var answers = new ProjectAnswers((q, _, _) => Answer(q), long.MaxValue);
        var question = Question("a");

        var first = answers.Get(question, TimeSpan.Zero, CancellationToken.None);
        var again = answers.Get(question, TimeSpan.Zero, CancellationToken.None);

        Assert.NotSame(first, again);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(first), System.Text.Json.JsonSerializer.Serialize(again));
        Assert.Equal(first.Modelled().After, again.Modelled().After);
    }

    [Theory]
    [InlineData(long.MaxValue, 3)]
    [InlineData(14_000, 4)]
    public void The_answers_that_were_used_longest_ago_give_way_when_there_are_too_many_bytes(long most, int asked)
    {
        var answers = new ProjectAnswers((q, _, _) => Answer(q), most);

        foreach (var name in new[] { "a", "b", "a", "c", "a", "b" }) Get(answers, name);

        Assert.Equal(asked, _asked);
    }

    [Fact]
    public void What_was_refused_is_asked_again()
    {
        var answers = new ProjectAnswers(
            (_, _, _) =>
            {
                _asked++;
                return ProjectAnswer.Refused(SqlServerReadingRules.Limits.Refuse(Place.File("a"), "it was not done in time"));
            }, long.MaxValue);

        Get(answers, "a");
        Get(answers, "a");

        Assert.Equal(2, _asked);
    }

    private static string Get(ProjectAnswers answers, string name) => answers.Get(Question(name), TimeSpan.Zero, CancellationToken.None).Script;

    private static ProjectQuestion Question(string name) => new(160, name, [], []);

    /// <summary>Random text, which packs into 4,700 to 7,000 bytes.</summary>
    private ProjectAnswer Answer(ProjectQuestion question)
    {
        Interlocked.Increment(ref _asked);
        return new([], question.Project + Convert.ToBase64String(RandomNumberGenerator.GetBytes(4500)), [new("DataIssue", "é😀")], ["pre"], ["post"])
        {
            After = [new(SchemaObjectKind.Table, "dbo.t", "CREATE TABLE dbo.t")],
            Back = Encoding.UTF8.GetString("back"u8),
        };
    }
}
