using Countersign.Changes;
using Countersign.Forges.Git;

namespace Countersign.IntegrationTests.Git;

/// <summary>INV-22: what landed is what was signed, told by trees alone.</summary>
[Invariant(22)]
public sealed class LandingTests : IDisposable
{
    private readonly TemporaryRepository _git = new();
    private readonly CommitId _base;
    private readonly CommitId _head;

    public LandingTests()
    {
        _git.Commit("start", ("db/001.sql", "select 1;\n"), ("app.txt", "a\nb\nc\nd\ne\nf\ng\n"));
        _git.Switch("feature", "main");
        _git.Commit("first", ("db/002.sql", "select 2;\n"));
        _git.Commit("second", ("db/003.sql", "select 3;\n"));
        _head = _git.Commit("third", ("app.txt", "a\nb\nc\nd\ne\nf\nfeature\n"));
        _git.Switch("main");
        _base = _git.Commit("a neighbour's work", ("app.txt", "main\nb\nc\nd\ne\nf\ng\n"));
    }

    [Fact]
    public void A_merge_commit_landed_on_its_first_parent()
    {
        _git.Git("merge", "--quiet", "--no-ff", "-m", "merge", "feature");
        AssertLanded(LandingKind.Merge);
    }

    [Fact]
    public void A_squash_landed_on_its_parent()
    {
        Squash();
        _git.Commit("squashed");
        AssertLanded(LandingKind.Squash);
    }

    /// <summary>
    /// Found by the fault harness: the neighbour's script was taken for a part of the change, whose signers had never seen it there,
    /// so that what was signed never ran.
    /// </summary>
    [Fact]
    public void A_squash_of_several_commits_does_not_take_in_the_neighbour_that_its_head_was_made_upon()
    {
        _git.Commit("a neighbour's script", ("db/0015.sql", "select 15;\n"));
        _git.Switch("later", "main");
        _git.Commit("first", ("db/004.sql", "select 4;\n"));
        var head = _git.Commit("worded anew", ("db/004.sql", "select 44;\n"));
        _git.Switch("main");
        var parent = _git.Head;
        _git.Git("merge", "--quiet", "--squash", "later");
        _git.Commit("squashed");

        Assert.Equal(new Landing.Equivalent(LandingKind.Squash, parent), Open().LandingOf(_git.Head, head, 2, Governed, default));
    }

    [Fact]
    public void A_rebase_of_three_commits_landed_on_the_commit_before_all_three()
    {
        Rebase();
        AssertLanded(LandingKind.Rebase);
    }

    [Fact]
    public void A_fast_forward_landed_on_the_commit_before_the_request()
    {
        _git.Git("switch", "--quiet", "--detach", _head.Hex);
        Assert.Equal(new Landing.Equivalent(LandingKind.FastForward, _git.Id("main~1")), Landed(_head));
    }

    [Fact]
    public void A_fast_forward_over_a_merge_does_not_tell_where_the_branch_was()
    {
        _git.Switch("feature");
        _git.Git("merge", "--quiet", "-m", "update branch", "main");
        var landing = Open().LandingOf(_git.Head, _git.Head, 4, Governed, default);
        Assert.Contains("does not tell where the branch was", Refused(landing));
    }

    [Fact]
    public void An_edited_squash_is_refused()
    {
        Squash();
        _git.Commit("squashed", ("db/002.sql", "drop table users;\n"));
        Assert.Contains("no clean merge of", Refused(Landed(_git.Head)));
    }

    [Fact]
    public void A_squash_with_a_file_smuggled_in_is_refused()
    {
        Squash();
        _git.Commit("squashed", ("db/004.sql", "drop table users;\n"));
        Refused(Landed(_git.Head));
    }

    [Fact]
    public void A_rebase_with_an_edited_commit_is_refused()
    {
        Rebase();
        _git.Git("reset", "--quiet", "--hard", "HEAD~1");
        _git.Commit("third, otherwise", ("app.txt", "something else\n"));
        Refused(Landed(_git.Head));
    }

    [Fact]
    public void An_evil_merge_is_refused_with_the_path()
    {
        _git.Git("merge", "--quiet", "--no-ff", "--no-commit", "feature");
        _git.Commit("evil", ("db/002.sql", "drop table users;\n"));
        Assert.Contains("another `db/002.sql` than the clean merge", Refused(Landed(_git.Head)));
    }

    [Fact]
    public void A_merge_commit_that_differs_only_where_nothing_is_governed_is_taken()
    {
        _git.Git("merge", "--quiet", "--no-ff", "--no-commit", "feature");
        _git.Commit("resolved by hand", ("app.txt", "by hand\n"));
        AssertLanded(LandingKind.Merge);
    }

    [Fact]
    public void A_merge_that_took_the_other_side_of_everything_is_refused()
    {
        _git.Git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "ours", "feature");
        Refused(Landed(_git.Head));
    }

    [Fact]
    public void A_merge_of_another_head_is_refused()
    {
        _git.Switch("pushed-later", "feature");
        _git.Commit("after the sign-off", ("db/009.sql", "drop table users;\n"));
        _git.Switch("main");
        _git.Git("merge", "--quiet", "--no-ff", "-m", "merge", "pushed-later");
        Assert.Contains("`db/009.sql`", Refused(Landed(_git.Head)));
    }

    [Fact]
    public void An_octopus_is_refused()
    {
        _git.Switch("other", "main");
        _git.Commit("other", ("other.txt", "x\n"));
        _git.Switch("main");
        _git.Commit("main goes on", ("main.txt", "x\n"));
        _git.Git("merge", "--quiet", "-m", "octopus", "feature", "other");
        Assert.Contains("more than two parents", Refused(Landed(_git.Head)));
    }

    [Fact]
    public void A_head_that_conflicts_with_its_base_cannot_have_landed_as_signed()
    {
        _git.Commit("conflicting", ("db/002.sql", "select 22;\n"));
        _git.Git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "merge", "feature");
        Assert.Contains("without conflicts", Refused(Landed(_git.Head)));
    }

    [Fact]
    public void A_root_commit_cannot_have_landed()
    {
        _git.Git("switch", "--quiet", "--orphan", "elsewhere");
        _git.Commit("another history", ("db/002.sql", "select 2;\n"));
        Assert.Contains("has no parent", Refused(Landed(_git.Head)));
    }

    public void Dispose() => _git.Dispose();

    private static bool Governed(string path) => path.StartsWith("db/", StringComparison.Ordinal);

    private static string Refused(Landing landing) => Assert.IsType<Landing.NotEquivalent>(landing).Because;

    private void Squash() => _git.Git("merge", "--quiet", "--squash", "feature");

    private void Rebase()
    {
        _git.Git("cherry-pick", "main..feature");
    }

    private GitRepository Open() => GitRepository.Open(_git.Path);

    private Landing Landed(CommitId landed)
    {
        using var repository = Open();
        return repository.LandingOf(landed, _head, 3, Governed, default);
    }

    private void AssertLanded(LandingKind kind) => Assert.Equal(new Landing.Equivalent(kind, _base), Landed(_git.Head));
}
