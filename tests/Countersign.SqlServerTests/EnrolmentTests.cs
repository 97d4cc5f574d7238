using Countersign.Deployments;
using Countersign.Targets.SqlServer.Executing;
using Microsoft.Data.SqlClient;

namespace Countersign.SqlServerTests;

/// <summary>The logins of the guide are weak enough, each login that is not is found out, and by what the probes expect.</summary>
public sealed class EnrolmentTests(RealServer server)
{
    public static TheoryData<string> Attempts => [.. AttemptProbes.Texts];

    [Fact]
    public async Task The_logins_of_the_guide_are_enrolled_and_every_probe_passes()
    {
        var database = await RealDatabase.Fresh(server);

        var enrolment = await database.Target().Enrol(CancellationToken.None);

        Assert.Empty(enrolment.Probes.Where(p => !p.Passed));
        Assert.Equal(enrolment.Identity, Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Identity);
    }

    [Fact]
    public async Task Enrolling_again_keeps_what_was_applied()
    {
        var database = await RealDatabase.Enrolled(server);
        Assert.IsType<UnitOutcome.Committed>(await database.Apply("CREATE TABLE dbo.coupon (code int);"));

        Assert.True((await database.Target().Enrol(CancellationToken.None)).IsAccepted);

        Assert.Equal(["db/1.sql"], Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Applied.Select(a => a.Path));
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task An_attempt_of_the_executing_login_is_refused_with_a_number_that_means_a_missing_right(string attempt)
    {
        var database = await RealDatabase.Enrolled(server);
        await using var connection = new SqlConnection(database.Login("apply") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqlCommand(attempt, connection);

        var refused = await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Contains(refused.Errors[0].Number, AttemptProbes.Refusals);
    }

    [Theory]
    [InlineData("ALTER ROLE db_owner ADD MEMBER {apply};", "is in no fixed role of the database but to read and write rows")]
    [InlineData("ALTER ROLE db_ddladmin ADD MEMBER {apply};", "is in no fixed role of the database but to read and write rows")]
    [InlineData("ALTER SERVER ROLE securityadmin ADD MEMBER {apply};", "is in no fixed role of the server")]
    [InlineData("GRANT CONTROL TO {apply};", "has no right on the whole database but to make objects and to use rows")]
    [InlineData("GRANT ALTER ANY USER TO {apply};", "has no right on the whole database but to make objects and to use rows")]
    [InlineData("USE master; GRANT VIEW SERVER STATE TO {apply};", "has no right on the whole server")]
    [InlineData("GRANT IMPERSONATE ON USER::dbo TO {apply};", "may act as nobody else")]
    [InlineData("USE master; GRANT IMPERSONATE ON LOGIN::sa TO {apply};", "may act as nobody else")]
    [InlineData("ALTER DATABASE CURRENT SET TRUSTWORTHY ON;", "works in a database that no code can leave")]
    [InlineData("ALTER DATABASE CURRENT SET DB_CHAINING ON;", "works in a database that no code can leave")]
    [InlineData("ALTER DATABASE CURRENT SET DELAYED_DURABILITY = FORCED;", "works in a database that loses no commit")]
    public async Task What_makes_the_login_or_the_database_too_strong_is_named_and_refuses(string grant, string probe)
    {
        var database = await RealDatabase.Fresh(server);
        await database.Run(grant.Replace("{apply}", database.ApplyLogin, StringComparison.Ordinal));

        var enrolment = await database.Target().Enrol(CancellationToken.None);

        Assert.Contains("the executing login " + probe, enrolment.Probes.Where(p => !p.Passed).Select(p => p.Name));
        Assert.IsNotType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None));
    }

    [Fact]
    public async Task A_right_on_the_markers_from_an_owner_of_them_is_found_out()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run("ALTER AUTHORIZATION ON SCHEMA::countersign TO dbo;");

        Assert.Contains((await database.Target().Enrol(CancellationToken.None)).Probes, p => p is { Passed: false, Name: "the marker schema belongs to a user without a login" });
    }
}
