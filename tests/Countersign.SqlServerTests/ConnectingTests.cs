using Countersign.Deployments;

namespace Countersign.SqlServerTests;

/// <summary>Databases and logins that are not as they were signed for get nothing; what can be set is set.</summary>
public sealed class ConnectingTests(RealServer server)
{
    [Theory]
    [InlineData("ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = 140;", "compatibility-level")]
    [InlineData("ALTER USER {apply} WITH DEFAULT_SCHEMA = guest;", "session-profile")]
    [InlineData("USE master; ALTER DATABASE {database} SET READ_ONLY WITH ROLLBACK IMMEDIATE;", "read-only")]
    [InlineData("USE master; ALTER DATABASE {database} SET NEW_BROKER WITH ROLLBACK IMMEDIATE;", "identity")]
    [InlineData("UPDATE countersign.target SET accepted = 0;", "not-enrolled")]
    [InlineData("ALTER LOGIN {apply} WITH PASSWORD = 'Another-one-2';", "unreachable")]
    public async Task What_is_not_as_it_was_signed_for_gets_nothing(string change, string code)
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run(change.Replace("{apply}", database.ApplyLogin, StringComparison.Ordinal).Replace("{database}", database.Name, StringComparison.Ordinal));

        Assert.Equal(code, Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply("CREATE TABLE dbo.coupon (code int);")).Code);

        Assert.False(await database.Has("dbo.coupon"));
    }

    [Fact]
    public async Task Whatever_language_the_login_has_dates_are_read_as_they_were_signed()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run($"ALTER LOGIN {database.ApplyLogin} WITH DEFAULT_LANGUAGE = German;");

        Assert.IsType<UnitOutcome.Committed>(await database.Apply("CREATE TABLE dbo.days (day datetime);\nGO\nINSERT INTO dbo.days (day) VALUES ('2/13/2030');\n"));

        Assert.Equal("2030-02-13", await database.Ask("SELECT CONVERT(char(10), day, 23) FROM dbo.days"));
    }

    [Fact]
    public async Task Whatever_the_database_s_defaults_are_the_session_has_the_signed_settings()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run("ALTER DATABASE CURRENT SET ANSI_NULLS OFF, QUOTED_IDENTIFIER OFF, CONCAT_NULL_YIELDS_NULL OFF, CURSOR_CLOSE_ON_COMMIT ON, NUMERIC_ROUNDABORT ON;");

        Assert.IsType<UnitOutcome.Committed>(await database.Apply("CREATE VIEW dbo.one AS SELECT 1 AS \"quoted\";"));

        Assert.Equal("1", await database.Ask("SELECT uses_ansi_nulls & uses_quoted_identifier FROM sys.sql_modules WHERE object_id = OBJECT_ID(N'dbo.one')"));
    }

    [Fact]
    public async Task An_error_of_connecting_shows_neither_address_nor_password()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.OnServer($"ALTER LOGIN {database.ApplyLogin} DISABLE;");

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply("SELECT 1;"));

        Assert.Contains("18470", failed.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("Not-a-secret", failed.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", failed.Because, StringComparison.Ordinal);
    }
}
