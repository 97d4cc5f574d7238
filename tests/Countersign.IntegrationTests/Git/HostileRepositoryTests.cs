using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;

namespace Countersign.IntegrationTests.Git;

/// <summary>Repositories made to show one thing and hold another, or to exhaust whoever reads them (INV-08, INV-37).</summary>
[Invariant(8)]
public sealed class HostileRepositoryTests : IDisposable
{
    private readonly TemporaryRepository _git = new();

    [Fact]
    public void A_replacement_changes_nothing_for_us()
    {
        var commit = _git.Commit("real", ("1.sql", "select 1;\n"));
        var replaced = _git.Git("rev-parse", "HEAD:1.sql").Trim();
        var evil = _git.GitWithInput("drop table users;\n", "hash-object", "-w", "--stdin").Trim();
        _git.Git("replace", replaced, evil);
        Assert.Equal("drop table users;\n", _git.Git("cat-file", "blob", replaced));
        using var repository = GitRepository.Open(_git.Path);
        Assert.Equal("select 1;\n"u8, repository.ReadFile(commit, "1.sql")!.Bytes.Span);
    }

    [Fact]
    public void A_repository_with_grafts_is_not_opened()
    {
        var first = _git.Commit("first", ("a", "1"));
        File.WriteAllText(Path.Combine(_git.Path, ".git", "info", "grafts"), $"{first}\n");
        var fault = Assert.Throws<GitContentException>(() => GitRepository.Open(_git.Path));
        Assert.Contains("remove info/grafts", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_whose_bytes_were_exchanged_on_disk_is_refused()
    {
        _git.Commit("real", ("1.sql", "select 1;\n"));
        var real = _git.Git("rev-parse", "HEAD:1.sql").Trim();
        var evil = _git.GitWithInput("select 2;\n", "hash-object", "-w", "--stdin").Trim();
        File.Delete(LooseObject(real));
        File.Copy(LooseObject(evil), LooseObject(real));
        using var repository = GitRepository.Open(_git.Path);
        Assert.Throws<GitContentException>(() => repository.ReadBlob(real));
    }

    [Fact]
    public void Names_that_differ_only_in_case_stay_two_files()
    {
        var from = _git.Commit("start", ("x", "1"));
        var to = _git.Commit("clash", ("db/A.sql", "select 1;\n"), ("db/a.sql", "drop table users;\n"));
        using var repository = GitRepository.Open(_git.Path);
        Assert.Equal(["db/A.sql", "db/a.sql"], repository.Diff(from, to, default).Select(d => d.Path));
        Assert.Equal("drop table users;\n"u8, repository.ReadFile(to, "db/a.sql")!.Bytes.Span);
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_refused_before_it_is_read()
    {
        var commit = _git.Commit("large", ("1.sql", new string('-', 2_000)));
        using var repository = GitRepository.Open(_git.Path);
        var fault = Assert.Throws<GitContentException>(() => repository.ReadFile(commit, "1.sql", limit: 1_000));
        Assert.Contains("2000 bytes, more than the 1000", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_of_a_few_objects_that_spells_out_a_billion_paths_is_refused_everywhere()
    {
        var from = _git.Commit("start", ("a", "1"));
        var bomb = Bomb(depth: 9, width: 10);
        _git.Git("update-ref", "refs/heads/bomb", _git.Git("commit-tree", bomb, "-p", from.Hex, "-m", "bomb").Trim());
        var to = _git.Id("bomb");
        using var repository = GitRepository.Open(_git.Path);

        Assert.Contains("entries", Assert.Throws<GitContentException>(() => repository.Diff(from, to, default)).Message, StringComparison.Ordinal);
        Assert.Throws<GitContentException>(() => repository.ListTree(to, [new PathGlob("**/*.sql")], default));
        var landed = _git.Commit("landed", ("b", "1"));
        Assert.Throws<GitContentException>(() => repository.LandingOf(landed, to, 1, _ => true, default));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public void A_tree_with_a_relative_name_is_refused(string name)
    {
        var from = _git.Commit("start", ("a", "1"));
        var blob = _git.Git("rev-parse", "HEAD:a").Trim();
        var tree = _git.GitWithInput($"100644 blob {blob}\t{name}\n", "mktree").Trim();
        var to = new CommitId(_git.Git("commit-tree", tree, "-m", "relative").Trim());
        using var repository = GitRepository.Open(_git.Path);
        Assert.Throws<GitContentException>(() => repository.Diff(from, to, default));
    }

    [Fact]
    public void A_missing_commit_is_named_and_a_shallow_clone_is_said_to_be_one()
    {
        _git.Commit("one", ("a", "1"));
        _git.Commit("two", ("a", "2"));
        var clone = Path.Combine(_git.Path, "shallow");
        _git.Git("clone", "--quiet", "--depth=1", "file://" + _git.Path, clone);
        using var repository = GitRepository.Open(clone);
        var missing = _git.Id("HEAD~1");
        Assert.True(repository.IsShallow);
        var fault = Assert.Throws<GitContentException>(() => repository.Diff(missing, _git.Head, default));
        Assert.Contains($"commit `{missing.Short}` is not in this repository, which is shallow", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_no_repository_is_said_to_be_none()
    {
        var fault = Assert.Throws<GitContentException>(() => GitRepository.Open(Path.GetTempPath()));
        Assert.Contains("cannot be opened as a Git repository", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _git.Dispose();

    private string LooseObject(string id) => Path.Combine(_git.Path, ".git", "objects", id[..2], id[2..]);

    /// <summary>The id of a tree with width^depth paths made of depth objects.</summary>
    private string Bomb(int depth, int width)
    {
        var entry = "100644 blob " + _git.Git("rev-parse", "HEAD:a").Trim();
        for (var level = 0; level < depth; level++)
        {
            var listing = string.Concat(Enumerable.Range(0, width).Select(i => $"{entry}\td{i}\n"));
            entry = "040000 tree " + _git.GitWithInput(listing, "mktree").Trim();
        }

        return entry.Split(' ')[2];
    }
}
