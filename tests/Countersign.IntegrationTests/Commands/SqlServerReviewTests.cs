namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign review` on T-SQL, by the shipped program.</summary>
public sealed class SqlServerReviewTests
{
    private const string Policy = """
        version: 1
        targets:
          - name: shop-mssql
            environment: production
            dialect: sqlserver
            compatibility_level: 160
            scripts: ["mssql/*.sql"]
            connection: shop-mssql
        rules:
          - name: destroying needs two DBAs
            when: { effects: [destroys-data, drops] }
            require: { count: 2, from: [team:dba] }
          - name: never
            when: { kinds: [TRUNCATE TABLE] }
            refuse: "TRUNCATE is not allowed on production"
        default:
          require: { count: 1, from: [role:write] }
        """;

    [Fact]
    public async Task A_review_shows_T_SQL_batch_by_batch_and_who_must_sign()
    {
        using var shop = new ShopClone(Policy).With("""
            CREATE TABLE dbo.coupons (id int NOT NULL CONSTRAINT pk_coupons PRIMARY KEY);
            INSERT INTO dbo.coupons (id) VALUES (1);
            GO
            DROP TABLE dbo.legacy;
            GO
            """, "mssql/0001-coupons.sql");

        var report = (await shop.Review()).Ends(10).Output;

        Assert.Contains("q1  CREATE TABLE; INSERT `dbo.coupons`", report);
        Assert.Contains("creates table `dbo.coupons`", report);
        Assert.Contains("INSERT: inserts rows of `dbo.coupons`", report);
        Assert.Contains("q2  DROP TABLE `dbo.legacy`", report);
        Assert.Contains("2 from `team:dba` by rule destroying needs two DBAs", report);
        Assert.Contains("MS011", report);
    }

    [Fact]
    public async Task A_kind_that_is_never_allowed_is_found_inside_of_a_batch()
    {
        using var shop = new ShopClone(Policy).With("PRINT 'a';\nTRUNCATE TABLE dbo.orders;\n", "mssql/0001.sql");

        Assert.Contains("TRUNCATE is not allowed on production", (await shop.Review()).Ends(11).Output);
    }

    [Fact]
    public async Task A_script_for_sqlcmd_is_refused_with_its_line()
    {
        using var shop = new ShopClone(Policy).With("PRINT 'a';\nGO 5\n:r other.sql\n", "mssql/0001.sql");

        var report = (await shop.Review()).Ends(11).Output;

        Assert.Contains("mssql/0001.sql:2:1: `GO 5` repeats the batch", report);
        Assert.Contains("mssql/0001.sql:3:1: `:r other.sql` is a command of sqlcmd", report);
    }

    [Fact]
    public async Task Text_that_would_end_the_process_is_refused()
    {
        using var shop = new ShopClone(Policy).With($"SELECT {new string('(', 20_000)}1{new string(')', 20_000)};\n", "mssql/0001.sql");

        Assert.Contains("MS902", (await shop.Review()).Ends(11).Output);
    }

    [Fact]
    public async Task A_review_of_a_project_shows_the_batches_that_deploy_it()
    {
        var policy = Policy.Replace("scripts: [\"mssql/*.sql\"]", "project: mssql/shop.sqlproj", StringComparison.Ordinal);
        using var shop = new ShopClone(policy);
        shop.Git.Switch("main");
        shop.Git.Commit("A project",
            ("mssql/shop.sqlproj", "<Project Sdk=\"Microsoft.Build.Sql\"/>"),
            ("mssql/tables/orders.sql", "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, legacy int NULL);\n"),
            ("mssql/tables/gone.sql", "CREATE TABLE dbo.gone (id int NOT NULL CONSTRAINT pk_gone PRIMARY KEY);\n"));
        shop.Git.Switch("project", "main");
        File.Delete(Path.Combine(shop.Path, "mssql", "tables", "gone.sql"));
        shop.Git.Commit("Less", ("mssql/tables/orders.sql", "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY);\n"));

        var report = (await Cli.Run(shop.Path, ["review", "--base", "main", "--head", "project"])).Ends(10).Output;

        Assert.Contains("DROP TABLE `dbo.gone`", report);
        Assert.Contains("destroys data of `dbo.orders`: drops column legacy", report);
        Assert.Contains("MS060", report);
        Assert.Contains("2 from `team:dba` by rule destroying needs two DBAs", report);
    }
}
