using Countersign.BadInput.Sql;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Statements;

namespace Countersign.IntegrationTests.BadInput;

/// <summary>
/// INV-12: real servers judge the corpus. What we call one statement is one for the server and what we call a gap is none; what the
/// server cannot read, we refuse. We may refuse more than the server does, never less.
/// </summary>
[Invariant(12)]
public sealed class PostgreSqlDifferenceTests(PostgreSqlServers servers)
{
    [Theory, MemberData(nameof(PostgreSqlServers.Majors), MemberType = typeof(PostgreSqlServers))]
    public async Task A_server_finds_the_statements_that_we_find(int major)
    {
        var server = await servers.Of(major);
        await using var split = await ServerSplit.Open(server.ConnectionString());
        var problems = new List<string>();
        foreach (var @case in SqlCorpus.All.Where(c => c.Dialect == Dialect.PostgreSql && !c.Bytes.Span.Contains((byte)0)))
            if (await WhatDiffers(@case, split, major) is { } difference)
                problems.Add($"{@case.Name}: {difference}");
        Assert.True(problems.Count == 0, $"{problems.Count} differences on {major}:\n{string.Join('\n', problems.Take(50))}");
    }

    [Theory]
    [InlineData(" ; -- nothing", nameof(Found.None))]
    [InlineData("SELECT no_such_function()", nameof(Found.One))]
    [InlineData("COMMIT", nameof(Found.One))]
    [InlineData("SELECT 1; SELECT 2", nameof(Found.Many))]
    [InlineData("SELEC 1", nameof(Found.Refused))]
    [InlineData("SELECT 'open", nameof(Found.Refused))]
    public async Task The_judge_tells_none_one_and_many_apart(string text, string found)
    {
        await using var split = await ServerSplit.Open((await servers.Shared).ConnectionString());
        Assert.Equal(found, (await split.Ask(text)).ToString());
    }

    private static async Task<string?> WhatDiffers(SqlCase @case, ServerSplit split, int major)
    {
        var reading = Scripts.Read(@case.Dialect, @case.Bytes, TestContext.Current.CancellationToken, major);
        return await split.WhatDiffers(@case.Bytes, reading);
    }
}
