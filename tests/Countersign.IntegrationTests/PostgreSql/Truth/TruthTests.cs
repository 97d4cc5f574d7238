namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>What a rehearsal sees is what PostgreSQL's documentation and source say, on the machine's own major.</summary>
public sealed class TruthTests(TruthTests.Server server) : IClassFixture<TruthTests.Server>
{
    public static TheoryData<string> Rows => TruthTable.RowsOn(PostgreSqlBinaries.Majors[0]);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_statement_does_what_the_documentation_says(string row) => TruthTable.Holds(server.Running, row);

    [Fact]
    public void There_are_at_least_seventy_rows_and_each_says_where_it_is_from()
    {
        Assert.InRange(TruthRow.All.Length, 70, int.MaxValue);
        Assert.Empty(TruthRow.All.Where(r => string.IsNullOrWhiteSpace(r.Text("from"))).Select(r => r.Name));
    }

    /// <summary>Each alters a true expectation in one thing.</summary>
    [Theory]
    [InlineData("locks", "-- locks: orders SHARE UPDATE EXCLUSIVE\n-- rewrites: orders\n-- scans: orders\nALTER TABLE orders ALTER COLUMN note TYPE varchar(5)")]
    [InlineData("locks", "-- locks: items ACCESS EXCLUSIVE\n-- drops: table constraint items_order on public.items\nALTER TABLE items DROP CONSTRAINT items_order")]
    [InlineData("locks", "CREATE TABLE more (o int REFERENCES orders)")]
    [InlineData("rewrites", "-- locks: orders ACCESS EXCLUSIVE\n-- scans: orders\nALTER TABLE orders ALTER COLUMN note TYPE varchar(5)")]
    [InlineData("rewrites", "-- locks: orders ACCESS EXCLUSIVE\n-- rewrites: orders\nALTER TABLE orders ALTER COLUMN note TYPE varchar(20)")]
    [InlineData("scans", "-- locks: orders ACCESS EXCLUSIVE\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0)")]
    [InlineData("scans", "-- locks: orders ACCESS EXCLUSIVE\n-- scans: orders\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID")]
    [InlineData("scans", "-- alone\n-- locks: orders SHARE UPDATE EXCLUSIVE\nCREATE INDEX CONCURRENTLY i ON orders (total)")]
    [InlineData("rows", "-- locks: notes ROW EXCLUSIVE\n-- rows: notes -1\nSELECT purge()")]
    [InlineData("drops", "-- locks: days ACCESS EXCLUSIVE; days_low ACCESS EXCLUSIVE\n-- drops: table public.days\nDROP TABLE days")]
    [InlineData("drops", "-- locks: items ACCESS EXCLUSIVE; orders ACCESS EXCLUSIVE\n-- drops: table public.items; index public.nowhere\nDROP TABLE items")]
    [InlineData("moves", "-- locks: numbers ROW EXCLUSIVE\nSELECT nextval('numbers')")]
    [InlineData("leaves", "SET work_mem = '64MB'")]
    [InlineData("alone", "-- locks: notes SHARE UPDATE EXCLUSIVE\nANALYZE notes\n-- alone")]
    public async Task A_wrong_expectation_is_noticed(string what, string block)
    {
        var problem = Assert.Single(await TruthTable.Problems(server.Running, TruthRow.Of("wrong", block)));

        Assert.StartsWith(what + ":", problem, StringComparison.Ordinal);
    }

    /// <summary>Started once for the class.</summary>
    public sealed class Server() : TruthTable.Fixture(PostgreSqlBinaries.Majors[0]);
}

/// <summary>The same on the major that npm brings, at the same time.</summary>
public sealed class TruthOnAnotherMajorTests(TruthOnAnotherMajorTests.Server server) : IClassFixture<TruthOnAnotherMajorTests.Server>
{
    public static TheoryData<string> Rows => TruthTable.RowsOn(PostgreSqlBinaries.Majors[^1]);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_statement_does_what_the_documentation_says(string row) => TruthTable.Holds(server.Running, row);

    /// <summary>Started once for the class.</summary>
    public sealed class Server() : TruthTable.Fixture(PostgreSqlBinaries.Majors[^1]);
}
