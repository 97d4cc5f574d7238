using System.Runtime.InteropServices;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Programs;

/// <summary>What is said of a server is tried on two majors, on any Linux machine that builds the tests.</summary>
public sealed class SecondMajorTests(PostgreSqlServers servers)
{
    [Fact]
    public void The_tests_have_two_majors_on_linux() =>
        Assert.True(PostgreSqlBinaries.Majors.Length >= 2 || !RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || PostgreSqlBinaries.Find().Major == 18,
            "only " + string.Join(", ", PostgreSqlBinaries.Majors));

    [Theory]
    [MemberData(nameof(PostgreSqlServers.Majors), MemberType = typeof(PostgreSqlServers))]
    public async Task Each_starts_and_is_what_it_says(int major)
    {
        var database = await TestDatabase.Create(await servers.Of(major));

        Assert.Equal(major, int.Parse((await database.Scalar("SHOW server_version_num"))!, System.Globalization.CultureInfo.InvariantCulture) / 10_000);
    }

    [Fact]
    public void A_configured_directory_may_be_that_of_an_installation_or_of_an_npm_package()
    {
        var programs = PostgreSqlBinaries.Find(PostgreSqlBinaries.Majors[^1]);
        var package = Directory.CreateTempSubdirectory("csp-");
        Directory.CreateDirectory(Path.Combine(package.FullName, "native"));
        Directory.CreateSymbolicLink(Path.Combine(package.FullName, "native", "bin"), programs.Directory);

        Assert.Equal(Path.Combine(package.FullName, "native", "bin"), PostgreSqlPrograms.Find(programs.Major, [package.FullName])?.Directory);
        Assert.Equal(programs.Directory, PostgreSqlPrograms.Find(programs.Major, [Path.GetDirectoryName(programs.Directory)!])?.Directory);
        Assert.Null(PostgreSqlPrograms.Find(1, [package.FullName]));
        package.Delete(recursive: true);
    }
}
