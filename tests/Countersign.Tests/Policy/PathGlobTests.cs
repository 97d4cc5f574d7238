using Countersign.Policy;

namespace Countersign.Tests.Policy;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("db/*.sql", "db/1.sql", true)]
    [InlineData("db/*.sql", "db/sub/1.sql", false)]
    [InlineData("db/*.sql", "DB/1.sql", false)]
    [InlineData("db/*.sql", "db/1.sql.bak", false)]
    [InlineData("db/*.sql", "x/db/1.sql", false)]
    [InlineData("db/**/*.sql", "db/1.sql", true)]
    [InlineData("db/**/*.sql", "db/a/b/1.sql", true)]
    [InlineData("**/*.sql", "1.sql", true)]
    [InlineData("db/??.sql", "db/01.sql", true)]
    [InlineData("db/[0-9].sql", "db/7.sql", true)]
    [InlineData("db/[!0-9].sql", "db/7.sql", false)]
    [InlineData(".countersign.yml", ".countersign.yml", true)]
    public void A_glob_matches_a_whole_path(string glob, string path, bool matches) =>
        Assert.Equal(matches, new PathGlob(glob).Matches(path));

    [Theory]
    [InlineData("db/[a.sql")]
    [InlineData("db/[].sql")]
    public void An_unreadable_glob_is_refused(string glob) => Assert.Throws<ArgumentException>(() => new PathGlob(glob));
}
