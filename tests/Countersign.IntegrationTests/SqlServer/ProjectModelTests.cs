using System.Text;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.SqlServer;

/// <summary>What a change makes of the schema by a model of it, and what policy says of the script.</summary>
public sealed class ProjectModelTests
{
    private const string Path = "db/shop/shop.sqlproj";
    private const string Sdk = "<Project Sdk=\"Microsoft.Build.Sql\"/>";
    private const string Orders = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL, legacy int NULL);";
    private const string Fewer = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(20) NULL);";

    [Fact]
    public void The_difference_names_what_comes_and_goes_and_the_way_back_what_it_loses()
    {
        var compared = Compared(Read(Files(("orders.sql", Orders), ("gone.sql", "CREATE TABLE dbo.gone (id int NOT NULL);")), Files(("orders.sql", Fewer))));

        Assert.Equal(["dbo.gone", "dbo.gone.id", "dbo.orders.code", "dbo.orders.legacy"],
            compared.Difference.Objects.Select(d => (d.After ?? d.Before)!.Identity).Order(StringComparer.Ordinal));
        Assert.Contains("the rows of `dbo.gone` are gone", compared.Lost);
        Assert.Contains("the values of `dbo.orders.legacy` are gone", compared.Lost);
        Assert.Contains("values of `dbo.orders.code` that `varchar(20)` does not hold are cut, rounded or refused, and do not come back", compared.Lost);
        Assert.Contains("CREATE TABLE [dbo].[gone]", compared.Back);
        Assert.Contains("ADD [legacy] INT NULL", compared.Back);
        Assert.NotEqual(compared.Before, compared.After);
    }

    [Fact]
    public void The_fingerprint_does_not_depend_on_how_the_text_is_written()
    {
        var files = Files(("t.sql", "CREATE TABLE dbo.t (id int NOT NULL);\nGO\nALTER TABLE dbo.t ADD CONSTRAINT pk PRIMARY KEY (id);"));
        var others = Files(("other.sql", "create table [dbo].[t] ([id] INT not null constraint [pk] primary key clustered ([id] asc))"));

        Assert.Equal(Compared(Read(files, files)).After, Compared(Read(files, others)).After);
        Assert.NotEqual(Compared(Read(files, files)).After, Compared(Read(files, Files(("t.sql", "CREATE TABLE dbo.t (id int NOT NULL);")))).After);
    }

    [Fact]
    public void Policy_may_let_rows_go_and_keep_what_is_not_declared()
    {
        var (before, after) = (Files(("orders.sql", Orders), ("gone.sql", "CREATE TABLE dbo.gone (id int NOT NULL);")), Files(("orders.sql", Fewer)));

        var kinds = Read(before, after, ProjectOptions.Default).Statements.Select(s => s.Kind).ToList();
        var lax = Read(before, after, ProjectOptions.Default with { AllowsDataLoss = true, KeepsUndeclared = true }).Statements.Select(s => s.Kind).ToList();

        Assert.Contains("RAISERROR", string.Join(' ', kinds));
        Assert.Contains("DROP TABLE", kinds);
        Assert.DoesNotContain("RAISERROR", string.Join(' ', lax));
        Assert.DoesNotContain("DROP TABLE", lax);
    }

    [Fact]
    public void The_order_of_columns_counts_where_policy_does_not_ignore_it()
    {
        var (before, after) = (Files(("t.sql", "CREATE TABLE dbo.t (a int NULL, b int NULL);")), Files(("t.sql", "CREATE TABLE dbo.t (b int NULL, a int NULL);")));

        Assert.Empty(Read(before, after).Statements);
        Assert.NotEmpty(Read(before, after, ProjectOptions.Default with { Ignores = ["whitespace"] }).Statements);
    }

    [Fact]
    public void A_variable_has_the_value_that_policy_gives_it_wherever_it_stands()
    {
        const string project = "<Project Sdk='Microsoft.Build.Sql'><ItemGroup><SqlCmdVariable Include='Tier'><Value>$(x)</Value></SqlCmdVariable><PostDeploy Include='after.sql'/></ItemGroup></Project>";
        ImmutableArray<Script> files =
        [
            Of("shop.sqlproj", project), Of("p.sql", "CREATE PROCEDURE dbo.p AS SELECT '$(Tier)' AS tier;"), Of("after.sql", "UPDATE dbo.t SET a = '$(tier)' WHERE id = 1;"),
            Of("t.sql", "CREATE TABLE dbo.t (id int NOT NULL, a varchar(9) NULL);"),
        ];
        var given = ProjectOptions.Default with { Variables = ProjectOptions.Default.Variables.WithComparers(StringComparer.OrdinalIgnoreCase).Add("Tier", "gold") };

        var texts = Read([], files, given).Statements.Select(s => Encoding.UTF8.GetString(s.Bytes.Span)).ToList();

        Assert.Contains(texts, t => t.Contains("SELECT 'gold' AS tier", StringComparison.Ordinal));
        Assert.Contains("UPDATE dbo.t SET a = 'gold' WHERE id = 1;", texts);
    }

    [Theory]
    [InlineData("CREATE VIEW dbo.v AS SELECT 1 AS a;", null)]
    [InlineData("CREATE VIEW dbo.v AS SELECT name FROM sys.tables;", "unresolved reference to object [sys].[tables]")]
    public void A_project_may_refer_to_what_the_server_has_and_may_not_use_it(string view, string? why)
    {
        var reading = new SqlServerReader().Read(new(Target(Path, ProjectOptions.Default), [], [
            Of("shop.sqlproj", "<Project Sdk='Microsoft.Build.Sql'><ItemGroup><ArtifactReference Include='..\\master.dacpac'/><PackageReference Include='Microsoft.SqlServer.Dacpacs.Msdb'/></ItemGroup></Project>"),
            Of("v.sql", view)]), TestContext.Current.CancellationToken);

        if (why is null) Assert.Single(Assert.IsType<Reading.Complete>(reading).Statements);
        else Assert.Contains(Assert.IsType<Reading.Refused>(reading).Refusals, r => r.Rule == "MS920" && r.Why.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void Migrations_that_fold_have_a_difference_and_a_way_back_and_others_say_why_not()
    {
        var history = ImmutableArray.Create(Migration("1.sql", "CREATE TABLE dbo.t (id int NOT NULL);"));

        var compared = Assert.IsType<ModelledChange.Compared>(Migrate(history, Migration("2.sql", "ALTER TABLE dbo.t ADD a int NULL; CREATE TABLE dbo.u (id int NOT NULL);")).Modelled);
        var unknown = Assert.IsType<ModelledChange.Unknown>(Migrate(history, Migration("2.sql", "EXEC ('DROP TABLE dbo.t');")).Modelled);

        Assert.Equal(["dbo.t.a", "dbo.u", "dbo.u.id"], compared.Difference.Objects.Select(d => d.After!.Identity).Order(StringComparer.Ordinal));
        Assert.Contains("DROP TABLE [dbo].[u]", compared.Back);
        Assert.Contains(compared.Lost, l => l.StartsWith("undoing it: The table [dbo].[u] is being dropped", StringComparison.Ordinal));
        Assert.Equal("not folded, because dynamic SQL may do anything at db/2.sql:1:1", unknown.Because);
    }

    private static Reading.Complete Migrate(ImmutableArray<Script> history, Script script) => Assert.IsType<Reading.Complete>(new SqlServerReader().Read(
        new(Target(null, ProjectOptions.Default), history, [script]) { WantsModel = true }, TestContext.Current.CancellationToken));

    private static ModelledChange.Compared Compared(Reading.Complete reading) => Assert.IsType<ModelledChange.Compared>(reading.Modelled);

    private static Reading.Complete Read(ImmutableArray<Script> before, ImmutableArray<Script> after, ProjectOptions? options = null)
    {
        var reading = new SqlServerReader().Read(new(Target(Path, options ?? ProjectOptions.Default), before, after), TestContext.Current.CancellationToken);
        Assert.True(reading is Reading.Complete, reading is Reading.Refused refused ? string.Join('\n', refused.Refusals.Select(r => r.Sentence)) : "");
        return (Reading.Complete)reading;
    }

    private static TargetPolicy Target(string? project, ProjectOptions options) =>
        new(new("t"), "production", Dialect.SqlServer, [], [], "t", DeployTrigger.OnMerge, null, null, []) { Project = project, ProjectOptions = options };

    private static ImmutableArray<Script> Files(params ReadOnlySpan<(string Name, string Text)> files)
    {
        var all = ImmutableArray.CreateBuilder<Script>();
        all.Add(Of("shop.sqlproj", Sdk));
        foreach (var (name, text) in files) all.Add(Of(name, text));
        return all.ToImmutable();
    }

    private static Script Of(string name, string text) => new($"db/shop/{name}", FileMode.Regular, ScriptRole.Repeatable, Encoding.UTF8.GetBytes(text));

    private static Script Migration(string name, string text) => new($"db/{name}", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text));
}
