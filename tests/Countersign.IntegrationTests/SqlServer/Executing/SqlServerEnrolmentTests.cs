using Countersign.Deployments;
using Countersign.IntegrationTests.SqlServer.Wire;
using Countersign.Targets.SqlServer.Executing;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>A login that is too strong is not enrolled, whatever makes it so (INV-29).</summary>
[Invariant(29)]
public sealed class SqlServerEnrolmentTests
{
    public static TheoryData<string> Rights => [.. RightsProbes.General.Concat(RightsProbes.OnMarkers).Select(p => p.Name)];

    public static TheoryData<string> Attempts => [.. AttemptProbes.Texts];

    [Fact]
    public async Task A_weak_login_is_enrolled()
    {
        await using var server = new PretendServer();

        Assert.True((await server.Target().Enrol(CancellationToken.None)).IsAccepted);

        Assert.True(server.IsAccepted);
        Assert.Equal((await PretendServer.Enrolled()).Identity, server.Identity);
        Assert.IsType<TargetState.Ready>(await server.Target().ReadState(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task A_right_too_many_is_named_and_refuses(string name)
    {
        await using var server = new PretendServer();
        var question = RightsProbes.General.Concat(RightsProbes.OnMarkers).Single(p => p.Name == name).Against;
        server.Instead.Add((question, _ => new TdsReply().Rows(1, ["db_owner"]).ToArray()));

        var enrolment = await server.Target().Enrol(CancellationToken.None);

        var failed = Assert.Single(enrolment.Probes, p => !p.Passed);
        Assert.Equal(("the executing login " + name, "db_owner"), (failed.Name, failed.Detail));
        Assert.False(server.IsAccepted);
        Assert.IsType<TargetState.NotEnrolled>(await server.Target().ReadState(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task An_attempt_that_succeeds_refuses(string attempt)
    {
        await using var server = new PretendServer();
        server.Instead.Add((attempt, _ => new TdsReply().Done().ToArray()));

        Assert.Single((await server.Target().Enrol(CancellationToken.None)).Probes, p => !p.Passed);

        Assert.False(server.IsAccepted);
    }

    [Fact]
    public async Task An_attempt_that_fails_for_another_reason_proves_nothing()
    {
        await using var server = new PretendServer();
        server.Instead.Add((AttemptProbes.Texts[0], _ => new TdsReply().Error(1222, 16, "Lock request time out period exceeded.").ToArray()));

        Assert.Single((await server.Target().Enrol(CancellationToken.None)).Probes, p => !p.Passed);
    }

    [Fact]
    public async Task A_question_that_the_server_does_not_answer_is_not_passed()
    {
        await using var server = new PretendServer();
        server.Instead.Add((RightsProbes.General[0].Against, _ => new TdsReply().Error(208, 16, "Invalid object name").ToArray()));

        Assert.False((await server.Target().Enrol(CancellationToken.None)).IsAccepted);
    }

    [Fact]
    public async Task A_marker_that_anybody_may_write_refuses()
    {
        await using var server = new PretendServer();
        server.Instead.Add(("countersign.mark", _ => new TdsReply().Done().ToArray()));

        Assert.Contains((await server.Target().Enrol(CancellationToken.None)).Probes, p => p is { Passed: false, Name: "the executing login is refused: forging a marker" });
    }

    [Theory]
    [InlineData("Server=x;Database=d;User ID=u;Password=p4ss;Pooling=true")]
    [InlineData("Server=x;Database=d;User ID=u;Password=p4ss;Connect Retry Count=3")]
    [InlineData("Server=x;Database=d;Password=p4ss")]
    [InlineData("Server=x;User ID=u;Password=p4ss")]
    [InlineData("Server=x;Database=d;User ID=u;Password=p4ss;Nonsense=1")]
    public void A_connection_string_that_cannot_be_used_is_refused_and_not_quoted(string connection)
    {
        var refused = Assert.Throws<ArgumentException>(() => new SqlServerConnections(connection, connection, null));

        Assert.DoesNotContain("p4ss", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_are_never_shown()
    {
        const string fine = "Server=x;Database=d;User ID=u;Password=p4ss";

        Assert.DoesNotContain("p4ss", new SqlServerConnections(fine, fine, null).ToString(), StringComparison.Ordinal);
    }
}
