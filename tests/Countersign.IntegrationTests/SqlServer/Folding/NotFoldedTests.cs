using Outcome = Countersign.Targets.SqlServer.Models.Folding.Folding;

namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>What migrations leave is never guessed: where their text does not tell it, the fold says so, with the place.</summary>
public sealed class NotFoldedTests
{
    [Theory]
    [InlineData("EXEC ('DROP TABLE dbo.t')", "dynamic SQL may do anything")]
    [InlineData("EXEC sp_executesql N'DROP TABLE dbo.t'", "what procedure `sp_executesql` does")]
    [InlineData("EXEC dbo.p", "what procedure `p` does")]
    [InlineData("IF DB_NAME() = 'x' DROP TABLE dbo.t", "a condition that only the database can decide")]
    [InlineData("IF EXISTS (SELECT * FROM dbo.t) ALTER TABLE dbo.t ADD x int", "a condition that only the database can decide")]
    [InlineData("IF EXISTS (SELECT * FROM sys.tables WHERE create_date > '2030') DROP TABLE dbo.t", "a condition that only the database can decide")]
    [InlineData("DECLARE @i int = 0; WHILE @i < 1 DROP TABLE dbo.t", "WHILE changes the schema")]
    [InlineData("BEGIN TRY SELECT 1 END TRY BEGIN CATCH DROP TABLE dbo.t END CATCH", "what CATCH does")]
    [InlineData("SELECT * INTO dbo.copy FROM dbo.t", "SELECT is not folded")]
    [InlineData("DECLARE @n sysname = DB_NAME(); EXEC sp_rename @n, 'x'", "not told by plain texts")]
    [InlineData("EXEC sp_rename 'dbo.nothing', 'x'", "no script before makes `dbo.nothing`")]
    [InlineData("EXEC sp_rename 'dbo.t.a', 'x', 'COLUMN'", "names column `a` in its text")]
    [InlineData("ALTER TABLE dbo.missing ADD a int", "no script before makes table `dbo.missing`")]
    [InlineData("ALTER TABLE dbo.t DROP COLUMN a", "uses column `a`")]
    [InlineData("ALTER TABLE dbo.t DROP CONSTRAINT other", "no script before gives `dbo.t` a constraint `other`")]
    [InlineData("ALTER TABLE dbo.t ADD id int", "column `id` of `dbo.t` is there already")]
    [InlineData("CREATE TABLE dbo.T (id int)", "`dbo.T` is there already")]
    [InlineData("DROP TABLE dbo.missing", "no script before makes table `dbo.missing`")]
    [InlineData("CREATE TABLE dbo.u (id int REFERENCES dbo.t); DROP TABLE dbo.t", "a foreign key of `dbo.u` refers to `dbo.t`")]
    [InlineData("DROP PROCEDURE dbo.p", "no script before makes procedure `dbo.p`")]
    [InlineData("ALTER INDEX ALL ON dbo.t DISABLE", "ALTER INDEX Disable is not folded here")]
    [InlineData("ALTER INDEX pk ON dbo.t DISABLE", "the clustered index of a key")]
    [InlineData("SET QUOTED_IDENTIFIER OFF", "is not folded")]
    [InlineData("ALTER DATABASE CURRENT SET RECOVERY SIMPLE", "is not folded")]
    [InlineData("ALTER AUTHORIZATION ON OBJECT::dbo.t TO dbo", "is not folded")]
    [InlineData("GRANT SELECT ON dbo.t TO public; GRANT SELECT ON dbo.t (a) TO public", "a right on a table meets one on its columns")]
    [InlineData("ALTER TABLE dbo.t SET (SYSTEM_VERSIONING = OFF)", "is not folded")]
    [InlineData("GOTO x; x: DROP TABLE dbo.t", "GOTO decides what runs")]
    [InlineData("ROLLBACK", "is not folded")]
    public void What_the_text_does_not_tell_is_said(string sql, string because)
    {
        var history = new History("refused", ["CREATE TABLE dbo.t (id int CONSTRAINT pk PRIMARY KEY, a int NULL CHECK (a > 0));\n", "PRINT 'x';\n" + sql + ";\n"], "");

        var impossible = Assert.IsType<Outcome.Impossible>(FoldedModels.Of(history));

        var problem = Assert.Single(impossible.Problems.DistinctBy(p => p.Place.Line), p => p.Because.Contains(because, StringComparison.Ordinal));
        Assert.Equal("0002.sql", problem.Place.Path);
        Assert.Equal(2, problem.Place.Line);
        Assert.StartsWith("not folded, because ", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_twin_of_all_of_them_folds() => Assert.IsType<Outcome.Complete>(FoldedModels.Of(new History("folds",
        ["CREATE TABLE dbo.t (id int CONSTRAINT pk PRIMARY KEY, a int NULL CHECK (a > 0));\n", "PRINT 'x';\nALTER TABLE dbo.t ADD b int;\n"], "")));
}
