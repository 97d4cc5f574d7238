using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Faults;

/// <summary>The real process under kill, on both kinds of target. `eng/soak.sh` runs any number of such worlds.</summary>
public sealed class KillWorldTests(PostgreSqlServers servers)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_is_killed_when_every_promise_is_kept(bool isPostgreSql)
    {
        await using var world = await FaultWorld.Open(new(1, isPostgreSql, 10), () => servers.Shared);
        var report = await world.Run();
        TestContext.Current.TestOutputHelper?.WriteLine(report.Tally.ToString());
        if (report.Story.Length > 0) await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), $"countersign-world-{(isPostgreSql ? "postgresql" : "sqlite")}.txt"), report.Story);
        Assert.True(report.Violations.IsEmpty, string.Join('\n', report.Violations.Select(v => $"{v.Rule}: {v.What}").Append(report.Options.Command)));
    }
}
