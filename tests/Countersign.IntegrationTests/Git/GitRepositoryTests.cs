using System.Text;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.Git;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly TemporaryRepository _git = new();

    [Fact]
    public void A_diff_names_what_was_added_changed_and_deleted_and_knows_no_renames()
    {
        var from = _git.Commit("one", ("db/1.sql", "select 1;\n"), ("db/2.sql", "select 2;\n"), ("db/old.sql", "a long enough text\n"), ("x/y", "z"));
        var to = _git.Commit("two", ("db/1.sql", "select 11;\n"), ("db/2.sql", null), ("db/old.sql", null), ("db/new.sql", "a long enough text\n"));
        using var repository = GitRepository.Open(_git.Path);

        var diff = repository.Diff(from, to, default);

        Assert.Equal(
            ["db/1.sql Modified", "db/2.sql Deleted", "db/new.sql Added", "db/old.sql Deleted"],
            diff.Select(d => $"{d.Path} {d.Status}"));
        Assert.Equal("select 11;\n"u8, repository.ReadBlob(diff[0].NewBlob!).Span);
        Assert.Equal((FileMode.Regular, FileMode.None, null), (diff[1].OldMode, diff[1].NewMode, diff[1].NewBlob));
    }

    [Fact]
    public void A_file_that_becomes_a_directory_is_deleted_and_its_files_are_added()
    {
        var from = _git.Commit("one", ("db/1", "file"));
        _git.Git("rm", "--quiet", "db/1");
        var to = _git.Commit("two", ("db/1/a.sql", "inside"));
        using var repository = GitRepository.Open(_git.Path);
        Assert.Equal(["db/1 Deleted", "db/1/a.sql Added"], repository.Diff(from, to, default).Select(d => $"{d.Path} {d.Status}"));
    }

    [Fact]
    public void Modes_of_links_and_programs_are_told_and_links_are_not_followed()
    {
        _git.Commit("one", ("db/run.sql", "select 1;\n"));
        File.CreateSymbolicLink(Path.Combine(_git.Path, "db", "link.sql"), "/etc/passwd");
        _git.Git("update-index", "--chmod=+x", "db/run.sql");
        _git.Git("update-index", "--add", "--cacheinfo", $"160000,{_git.Head},db/sub");
        _git.Git("add", "db/link.sql");
        _git.Git("commit", "--quiet", "-m", "two");
        var commit = _git.Head;
        using var repository = GitRepository.Open(_git.Path);

        var files = repository.ListTree(commit, [new PathGlob("db/*")], default);

        Assert.Equal(
            [("db/link.sql", FileMode.Symlink), ("db/run.sql", FileMode.Executable), ("db/sub", FileMode.Submodule)],
            files.Select(f => (f.Path, f.Mode)));
        Assert.Equal("/etc/passwd", Encoding.UTF8.GetString(repository.ReadFile(commit, "db/link.sql")!.Bytes.Span));
        Assert.True(repository.ReadFile(commit, "db/sub")!.Bytes.IsEmpty);
        Assert.Null(repository.ReadFile(commit, "db"));
        Assert.Null(repository.ReadFile(commit, "db/none.sql"));
    }

    [Fact]
    public void Ancestry_merge_bases_and_references_are_answered()
    {
        var start = _git.Commit("start", ("a", "1"));
        _git.Switch("feature", "main");
        var feature = _git.Commit("feature", ("b", "1"));
        _git.Switch("main");
        var main = _git.Commit("main", ("c", "1"));
        using var repository = GitRepository.Open(_git.Path);

        Assert.Equal(start, repository.MergeBase(main, feature));
        Assert.True(repository.IsAncestor(start, main));
        Assert.True(repository.IsAncestor(main, main));
        Assert.False(repository.IsAncestor(feature, main));
        Assert.Equal(main, repository.ResolveRef("refs/heads/main"));
        Assert.Equal(feature, repository.ResolveRef("feature"));
        Assert.Equal(start, repository.ResolveRef(start.Hex));
        Assert.Null(repository.ResolveRef("refs/heads/none"));
        Assert.Equal([start], repository.ParentsOf(main));
        Assert.False(repository.Has(new CommitId(new string('a', 40))));
    }

    [Fact]
    public void Everyone_who_had_a_hand_in_a_commit_is_named()
    {
        var from = _git.Commit("start", ("a", "1"));
        var to = _git.Commit(
            "work\n\nCo-authored-by: Bo <bo@example.com>\n\nmore text\n  co-AUTHORED-by:Cy <1+cy@users.noreply.github.com>\nCo-authored-by: somebody\n",
            ("a", "2"));
        using var repository = GitRepository.Open(_git.Path);

        var authorship = Assert.Single(repository.AuthorshipsOf(from, to, default));

        Assert.Equal(new GitIdentity("Ana", "ana@example.com"), authorship.Author);
        Assert.Equal(
            [new("Bo", "bo@example.com"), new("Cy", "1+cy@users.noreply.github.com"), new("somebody", "")],
            authorship.CoAuthors);
    }

    [Fact]
    public void Bytes_are_those_of_the_blob_whatever_attributes_say()
    {
        // M11: git archive would expand the comment into a live statement, a checkout would change line ends.
        var commit = _git.Commit(
            "harmless\n*/ DROP TABLE users; --",
            (".gitattributes", "*.sql export-subst eol=crlf\nhidden.sql export-ignore\n"),
            ("1.sql", "/* $Format:%n%B$ */ select 1;\n"), ("hidden.sql", "drop table users;\n"));
        Assert.Contains("DROP TABLE", _git.Git("archive", commit.Hex), StringComparison.Ordinal);
        using var repository = GitRepository.Open(_git.Path);

        Assert.Equal("/* $Format:%n%B$ */ select 1;\n"u8, repository.ReadFile(commit, "1.sql")!.Bytes.Span);
        Assert.Equal(["1.sql", "hidden.sql"], repository.ListTree(commit, [new PathGlob("*.sql")], default).Select(f => f.Path));
    }

    [Fact]
    public void A_repository_of_five_thousand_files_is_listed_and_compared_without_reading_all_of_it()
    {
        var files = Enumerable.Range(0, 5_000).Select(i => ($"services/s{i / 50}/f{i % 50}.txt", (string?)$"{i}\n")).ToArray();
        var from = _git.Commit("many", [.. files, ("db/orders/1.sql", "select 1;\n")]);
        var to = _git.Commit("one more", ("db/orders/2.sql", "select 2;\n"));
        using var repository = GitRepository.Open(_git.Path);

        Assert.Equal(["db/orders/2.sql"], repository.Diff(from, to, default).Select(d => d.Path));
        Assert.Equal(2, repository.ListTree(to, [new PathGlob("db/**/*.sql")], default).Length);
        Assert.Equal(5_000, repository.ListTree(to, [new PathGlob("services/**")], default).Length);
    }

    public void Dispose() => _git.Dispose();
}
