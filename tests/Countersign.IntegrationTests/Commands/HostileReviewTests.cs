using System.Text;

namespace Countersign.IntegrationTests.Commands;

/// <summary>Input that has brought reviewers, parsers and terminals down: each is refused with its place and the next step.</summary>
public sealed class HostileReviewTests
{
    [Theory]
    [InlineData("broken UTF-8", ":1:9", "save the file as UTF-8")]
    [InlineData("NUL", ":2:1", "remove the byte")]
    [InlineData("a byte order mark inside", ":2:1", "remove the character")]
    [InlineData("UTF-16", ":", "save the file as UTF-8")]
    [InlineData("an LFS pointer", ":", "commit the file itself")]
    [InlineData("20 MB", ":", "split the script")]
    [InlineData("30 MB", ":", "split the script")]
    public async Task Bytes_that_are_no_text_are_refused_at_their_place(string what, string place, string next)
    {
        using var shop = new ShopClone().With(BytesOf(what));
        var told = (await shop.Review()).Ends(11);
        Assert.Contains("db/0002-change.sql" + place, told.Output);
        Assert.Contains(next, told.Output);
    }

    [Theory]
    [InlineData("db/0002-change.sql", 0)]
    [InlineData("orders/0001-change.sql", 0)]
    [InlineData("db/0002-change.sql", 30_000)]
    [InlineData("orders/0001-change.sql", 30_000)]
    public async Task A_hundred_thousand_parentheses_cost_one_reading_and_not_the_process(string path, int unclosed)
    {
        var deep = $"SELECT {new string('(', 100_000)}1{new string(')', 100_000 - unclosed)};\n";
        using var shop = new ShopClone().With(deep, path);
        Assert.Contains($"  {path}", (await shop.Review()).Ends(11).Output);
    }

    [Fact]
    public async Task Text_that_looks_different_from_what_it_says_needs_one_more_person()
    {
        using var shop = new ShopClone().With("CREATE TABLE note (t TEXT DEFAULT '\u202Edesrever\u202C');\n");
        var told = (await shop.Review()).Ends(10);
        Assert.Contains("CS010", told.Output);
        Assert.DoesNotContain('\u202E', told.Output);
    }

    [Fact]
    [Invariant(33)]
    public async Task No_escape_sequence_of_a_script_reaches_the_terminal()
    {
        using var shop = new ShopClone().With("CREATE TABLE \"a\u001b[2J\" (t TEXT);\n");
        var told = (await shop.Review()).Ends(11);
        Assert.Contains("db/0002-change.sql:1:16", told.Output);
        Assert.DoesNotContain('\u001b', told.Output);
    }

    [Fact]
    [Invariant(37)]
    public async Task More_files_than_people_can_review_are_refused_as_a_whole()
    {
        using var shop = new ShopClone();
        shop.Git.Commit("Many", [.. Enumerable.Range(2, 3_001).Select(i => ($"db/{i:D4}.sql", (string?)"SELECT 1;\n"))]);
        var told = (await shop.Review()).Ends(11);
        Assert.Contains("3001 governed files", told.Output);
        Assert.Contains("split the change", told.Output);
    }

    [Fact]
    [Invariant(8)]
    public async Task A_symlink_in_a_governed_path_is_refused()
    {
        using var shop = new ShopClone();
        File.CreateSymbolicLink(Path.Combine(shop.Path, "db", "0002-change.sql"), "/etc/passwd");
        shop.Git.Commit("Link");
        var told = (await shop.Review()).Ends(11);
        Assert.Contains("db/0002-change.sql", told.Output);
        Assert.Contains("commit the file itself", told.Output);
    }

    [Fact]
    public async Task A_policy_with_an_unknown_key_allows_nothing()
    {
        using var shop = new ShopClone(ShopClone.Policy.Replace("rules:", "rulez:", StringComparison.Ordinal)).With("SELECT 1;\n");
        var told = (await shop.Review()).Ends(11);
        Assert.Contains(".countersign.yml:14:1", told.Output);
        Assert.Contains("did you mean `rules`", told.Output);
    }

    [Fact]
    [Invariant(15)]
    public async Task A_dialect_that_cannot_be_read_yet_is_refused()
    {
        using var shop = new ShopClone(ShopClone.Policy.Replace("dialect: sqlite", "dialect: terraform", StringComparison.Ordinal)).With("SELECT 1;\n");
        Assert.Contains("terraform, which this version cannot read", (await shop.Review()).Ends(11).Output);
    }

    private static byte[] BytesOf(string what) => what switch
    {
        "broken UTF-8" => [.. "SELECT '"u8, 0xC3, 0x28, .. "';\n"u8],
        "NUL" => [.. "SELECT 1;\n"u8, 0, .. "DROP TABLE customer;\n"u8],
        "a byte order mark inside" => [.. "SELECT 1;\n"u8, 0xEF, 0xBB, 0xBF, .. "SELECT 2;\n"u8],
        "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("DROP TABLE customer;\n")],
        "an LFS pointer" => [.. "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4\n"u8],
        "20 MB" => Large(20_000_000),
        "30 MB" => Large(30_000_000),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static byte[] Large(int bytes)
    {
        var line = "INSERT INTO customer (email) VALUES ('somebody@example.com');\n"u8.ToArray();
        return [.. Enumerable.Repeat(line, bytes / line.Length + 1).SelectMany(l => l).Take(bytes)];
    }
}
