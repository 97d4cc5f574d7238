using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Which server's programs the tests run.</summary>
internal static class PostgreSqlBinaries
{
    /// <summary>Set to a directory with `initdb` and `postgres` to run the tests on that server instead.</summary>
    private const string Override = "COUNTERSIGN_TEST_POSTGRES";

    /// <summary>Those asked for, or the newest installed.</summary>
    internal static PostgreSqlPrograms Find() =>
        PostgreSqlPrograms.All(Environment.GetEnvironmentVariable(Override) is { Length: > 0 } chosen ? [chosen] : []).FirstOrDefault()
        ?? throw new InvalidOperationException("no PostgreSQL server programs found in PATH or /usr/lib/postgresql; install the package `postgresql`");
}
