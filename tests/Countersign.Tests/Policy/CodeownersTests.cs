using System.Text;
using Countersign.Policy;

namespace Countersign.Tests.Policy;

public sealed class CodeownersTests
{
    [Theory]
    [InlineData("*", "db/a.sql", true)]
    [InlineData("*.sql", "db/deep/a.sql", true)]
    [InlineData("*.sql", "a.sqlx", false)]
    [InlineData("/db/", "db/deep/a.sql", true)]
    [InlineData("/db/", "x/db/a.sql", false)]
    [InlineData("/db", "db/a.sql", true)]
    [InlineData("/db", "dbx/a.sql", false)]
    [InlineData("db/", "x/db/a.sql", true)]
    [InlineData("db/", "db", false)]
    [InlineData("db/*", "db/a.sql", true)]
    [InlineData("db/*", "db/deep/a.sql", false)]
    [InlineData("db/orders", "db/orders/a.sql", true)]
    [InlineData("db/orders", "x/db/orders/a.sql", false)]
    [InlineData("**/orders", "x/y/orders/a.sql", true)]
    [InlineData("db/**/a.sql", "db/a.sql", true)]
    [InlineData("db/**/a.sql", "db/x/y/a.sql", true)]
    [InlineData("db/**", "db/x/y.sql", true)]
    [InlineData("a.sql", "db/a.sql", true)]
    [InlineData("a?.sql", "db/a1.sql", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("/DB/", "db/a.sql", false)]
    public void Patterns_match_as_GitHub_documents(string pattern, string path, bool owns) =>
        Assert.Equal(owns ? ["@ana"] : [], Read($"{pattern} @ana").Codeowners.OwnersOf(path));

    [Fact]
    public void The_last_matching_line_wins() =>
        Assert.Equal(["@bob", "@org/dba"], Read("* @ana\n/db/ @bob @org/dba\r\n/docs/ @cleo\n").Codeowners.OwnersOf("db/a.sql"));

    [Fact]
    public void A_line_without_owners_un_owns() => Assert.Empty(Read("* @ana\n/db/\n").Codeowners.OwnersOf("db/a.sql"));

    [Fact]
    public void Comments_and_escaped_spaces_are_read()
    {
        var read = Read("# people\n\n/my\\ db/ @ana # the boss @bob\n");

        Assert.Equal(["@ana"], read.Codeowners.OwnersOf("my db/a.sql"));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("!/db/ @ana", "negation")]
    [InlineData("/db/[ab].sql @ana", "ranges")]
    [InlineData("\\#db @ana", "cannot begin")]
    [InlineData("/ @ana", "matches nothing")]
    public void A_line_that_GitHub_ignores_is_ignored_and_remarked(string line, string part)
    {
        var read = Read("\n" + line);

        Assert.Equal(2, Assert.Single(read.Problems).Line);
        Assert.Contains(part, read.Problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(read.Codeowners.OwnersOf("db/a.sql"));
    }

    [Fact]
    public void An_e_mail_address_never_owns()
    {
        var read = Read("/db/ ana@example.org @bob\n");

        Assert.Equal(["@bob"], read.Codeowners.OwnersOf("db/a.sql"));
        Assert.Contains("never counts", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_above_3_MB_is_ignored() =>
        Assert.Empty(CodeownersReading.Read(Encoding.UTF8.GetBytes("* @ana\n" + new string('#', CodeownersReading.LargestFile))).Codeowners.OwnersOf("a"));

    private static CodeownersParse Read(string text) => CodeownersReading.Read(Encoding.UTF8.GetBytes(text));
}
