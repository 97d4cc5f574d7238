using Countersign.Forges.Git;
using Countersign.Policy;
using Countersign.Tests;

namespace Countersign.IntegrationTests.BadInput;

/// <summary>B9: what is read of a tree is exactly what Git holds, or the change is refused.</summary>
[Invariant(8)]
public sealed class GitCorpusTests : IDisposable
{
    /// <summary>A category that shrinks fails.</summary>
    private const int Least = 115;

    private readonly GitWorkshop _git = new();

    [Fact]
    public void A_tree_is_read_as_its_case_says()
    {
        var commits = _git.Commit([new("base", [GitCorpus.First], "read"), .. GitCorpus.All]);
        using var repository = GitRepository.Open(_git.Path);
        var problems = GitCorpus.All.Select((c, i) => Judge(repository, commits[0], commits[i + 1], c) is var outcome && IsAsExpected(c.Expected, outcome)
            ? null : $"{c.Name}: expected {c.Expected}, but it is {outcome}").OfType<string>().ToArray();
        Assert.True(problems.Length == 0, $"{problems.Length} cases are not held:\n{string.Join('\n', problems)}");
        Assert.True(GitCorpus.All.Length >= Least, $"B9 has {GitCorpus.All.Length} cases, fewer than {Least}");
    }

    public void Dispose() => _git.Dispose();

    private static bool IsAsExpected(string expected, string outcome) => expected == "answered"
        ? !outcome.StartsWith("other bytes", StringComparison.Ordinal)
        : expected.StartsWith("refused", StringComparison.Ordinal) ? outcome.Split(' ').Contains(expected.Split(' ')[1]) : outcome == expected;

    private string Judge(GitRepository repository, Changes.CommitId before, Changes.CommitId after, GitCase @case)
    {
        try
        {
            var globs = Governance.Globs(Given.Policy());
            var selection = Governance.Select(new(Given.Policy(), repository.Diff(before, after, default), repository.ListTree(before, globs, default)));
            return selection switch
            {
                Selection.Refused refused => "refused " + string.Join(' ', refused.Refusals.Select(r => r.Rule)),
                Selection.Selected selected => ("read " + string.Join(' ', selected.Targets.SelectMany(t => t.Scripts).Select(s => Name(repository, s, @case)))).Trim(),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (GitContentException)
        {
            return "unreadable";
        }
    }

    private string Name(GitRepository repository, GovernedFile file, GitCase @case) =>
        repository.ReadBlob(file.Blob).Span.SequenceEqual(_git.Blob(file.Blob)) ? file.Path["db/orders/".Length..] : $"other bytes of {@case.Name}";
}
