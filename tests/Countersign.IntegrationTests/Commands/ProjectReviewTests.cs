using Countersign.Tests;

namespace Countersign.IntegrationTests.Commands;

/// <summary>What people see of a change of a SQL Server project: batches, alerts, the difference, the way back and who must sign.</summary>
public sealed class ProjectReviewTests
{
    private const string Policy = """
        version: 1
        targets:
          - name: shop-mssql
            environment: production
            dialect: sqlserver
            project: mssql/shop.sqlproj
            project_options: { data_loss: block, undeclared: drop, variables: { Tier: gold } }
            connection: shop-mssql
        rules:
          - name: destroying needs two DBAs
            when: { effects: [destroys-data, drops] }
            require: { count: 2, from: [team:dba] }
        default:
          require: { count: 1, from: [role:write] }
        """;

    [Theory]
    [InlineData("text", "project-review.approved.txt")]
    [InlineData("markdown", "project-review.approved.md")]
    public async Task A_review_of_a_project_is_the_approved_one(string format, string approved)
    {
        using var shop = Shop();

        var report = (await Cli.Run(shop.Path, ["review", "--base", "main", "--head", "project", "--format", format])).Ends(10).Output;

        Golden.Equal(report, approved);
    }

    private static ShopClone Shop()
    {
        var shop = new ShopClone(Policy);
        shop.Git.Switch("main");
        shop.Git.Commit("A project",
            ("mssql/shop.sqlproj", "<Project Sdk=\"Microsoft.Build.Sql\"><ItemGroup><SqlCmdVariable Include=\"Tier\" /></ItemGroup></Project>"),
            ("mssql/tables/orders.sql", "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL, legacy int NULL);\n"),
            ("mssql/tables/gone.sql", "CREATE TABLE dbo.gone (id int NOT NULL CONSTRAINT pk_gone PRIMARY KEY);\n"),
            ("mssql/code/tier.sql", "CREATE PROCEDURE dbo.tier AS SELECT '$(Tier)' AS tier;\n"));
        shop.Git.Switch("project", "main");
        File.Delete(Path.Combine(shop.Path, "mssql", "tables", "gone.sql"));
        shop.Git.Commit("Less",
            ("mssql/tables/orders.sql", "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(20) NULL, total decimal(12, 2) NOT NULL CONSTRAINT df_total DEFAULT (0));\nGO\nCREATE INDEX ix_code ON dbo.orders (code) INCLUDE (total);\n"),
            ("mssql/code/tier.sql", "CREATE PROCEDURE dbo.tier AS SELECT '$(Tier)' AS tier, 2 AS version;\n"));
        return shop;
    }
}
