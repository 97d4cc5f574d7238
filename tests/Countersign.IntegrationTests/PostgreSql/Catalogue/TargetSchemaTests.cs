using Countersign.Schemas;

namespace Countersign.IntegrationTests.PostgreSql.Catalogue;

public sealed class TargetSchemaTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task The_verify_login_reads_definitions_and_sizes_of_tables_that_it_may_not_read()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await database.Execute("CREATE TABLE public.secret (id int PRIMARY KEY)");
        await database.Execute("INSERT INTO public.secret SELECT generate_series(1, 1000)");
        await database.Execute("ANALYZE public.secret");

        var read = Assert.IsType<SchemaReading.Read>(await database.Target().ReadSchema(CancellationToken.None));

        Assert.Contains(read.Schema.Objects, o => o is { Kind: SchemaObjectKind.Table, Identity: "public.secret" });
        Assert.DoesNotContain(read.Schema.Objects, o => o.Identity.StartsWith("countersign.", StringComparison.Ordinal));
        var size = Assert.Single(read.Sizes);
        Assert.Equal((1000, true, true), (size.Rows, size.Bytes > 0, size.IndexBytes > 0));
    }

    [Fact]
    public async Task A_target_that_is_not_enrolled_shows_no_schema()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        var unavailable = Assert.IsType<SchemaReading.Unavailable>(await database.Target().ReadSchema(CancellationToken.None));
        Assert.Contains("not enrolled", unavailable.Because, StringComparison.Ordinal);
    }
}
