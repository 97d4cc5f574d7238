using System.Diagnostics;
using Countersign.Targets.PostgreSql.Copying;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Copying;

public sealed class TemplatesTests
{
    private readonly string _directory = Rooms.Create();
    private readonly PostgreSqlPrograms _programs = PostgreSqlBinaries.Find();

    [Fact]
    public async Task Templates_that_were_used_last_are_kept_and_others_go()
    {
        foreach (var key in new[] { "a", "b", "a", "c" }) await (await Clone(key)).DisposeAsync();

        Assert.Equal([$"t-{_programs.Major}-a", $"t-{_programs.Major}-c"], Directory.GetDirectories(_directory, "t-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(_directory, "r-*"));
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_ended_and_removed_and_what_another_uses_is_not()
    {
        await using var used = await Clone("a");
        var left = Path.Combine(_directory, ShadowRooms.NameOf(GoneProcess(), 1) + "00");
        await PostgreSqlPrograms.MakePrivate(left, CancellationToken.None);
        await PostgreSqlPrograms.Tool("cp", ["-a", Path.Combine(_directory, $"t-{_programs.Major}-a", "data"), left], CancellationToken.None);
        var orphan = await ShadowServer.Start(_programs, left, "", "postgres", CancellationToken.None);
        using var process = Process.GetProcessById(orphan.ProcessId);

        await ShadowRooms.Sweep(_directory, TestContext.Current.CancellationToken);

        Assert.True(process.WaitForExit(0));
        Assert.Equal([used.Room], Directory.GetDirectories(_directory, "r-*"));
        await using var connection = await used.OpenSuperuser(TestContext.Current.CancellationToken);
    }

    /// <summary>Numbers of processes come again, so the number alone says nothing.</summary>
    [Fact]
    public async Task A_room_of_a_process_that_had_our_number_before_is_removed_when_the_first_server_is_asked_for()
    {
        await PostgreSqlPrograms.MakePrivate(_directory, CancellationToken.None);
        var left = Directory.CreateDirectory(Path.Combine(_directory, ShadowRooms.NameOf(Environment.ProcessId, 1) + "00"));

        await using var server = await Clone("a");

        Assert.False(Directory.Exists(left.FullName));
    }

    private async Task<ShadowServer> Clone(string key)
    {
        var clone = await new ShadowCluster(_programs, _directory, keep: 2)
            .Clone(key, "postgres", (_, _) => Task.FromResult<SchemaCopy>(new SchemaCopy.Complete()), TestContext.Current.CancellationToken);
        return Assert.IsType<ShadowClone.Running>(clone).Server;
    }

    private static int GoneProcess()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }
}
