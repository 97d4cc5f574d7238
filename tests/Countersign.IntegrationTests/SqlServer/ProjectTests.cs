using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.SqlServer;

/// <summary>A change of a project is read as the script that deploys it.</summary>
public sealed class ProjectTests
{
    private const string Path = "db/shop/shop.sqlproj";
    private const string Sdk = "<Project Sdk=\"Microsoft.Build.Sql\"/>";
    private const string Orders = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL, legacy int NULL);";
    private const string Fewer = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL);";
    private const string Renamed = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL, heritage int NULL);";

    private const string Log = """
        <?xml version="1.0" encoding="utf-8"?>
        <Operations Version="1.0" xmlns="http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02">
          <Operation Name="Rename Refactor" Key="6a8f1a0e-0b1c-4a55-9a62-1f5f6c3f2b10" ChangeDateTime="01/02/2030 03:04:05">
            <Property Name="ElementName" Value="[dbo].[orders].[legacy]" />
            <Property Name="ElementType" Value="SqlSimpleColumn" />
            <Property Name="ParentElementName" Value="[dbo].[orders]" />
            <Property Name="ParentElementType" Value="SqlTable" />
            <Property Name="NewName" Value="heritage" />
          </Operation>
        </Operations>
        """;

    [Fact]
    public void The_difference_of_two_models_is_read_batch_by_batch()
    {
        var reading = Complete(Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("orders.sql", Fewer), ("views/v.sql", "CREATE VIEW dbo.v AS SELECT id FROM dbo.orders;")));

        Assert.Equal(["RAISERROR", "ALTER TABLE", "CREATE VIEW"], reading.Statements.Select(s => s.Kind));
        Assert.Contains(new Effect.DestroysData(new("dbo", "orders"), "drops column legacy"), reading.Statements[1].Effects);
        Assert.All(reading.Statements, s => Assert.Equal($"{Path} (deployment)", s.Script.Path));
    }

    [Fact]
    public void The_same_change_gives_the_same_bytes_again()
    {
        var (before, after) = (Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("orders.sql", Fewer)));

        Assert.Equal(Complete(before, after).Statements.Select(Text), Complete(before, after).Statements.Select(Text));
    }

    [Fact]
    public void An_alert_stands_on_the_batch_that_causes_it()
    {
        var reading = Complete(Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("orders.sql", Fewer)));

        var alert = Assert.Single(reading.Findings, f => f.Rule == "MS060");
        Assert.Contains("[legacy] is being dropped", alert.Message);
        Assert.Equal("ALTER TABLE", Assert.Single(reading.Statements, s => s.Span == alert.Span).Kind);
    }

    [Fact]
    public void Each_alert_stands_on_its_own_batch()
    {
        var reading = Complete(Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("orders.sql", Fewer.Replace("varchar(50)", "varchar(20)", StringComparison.Ordinal))));

        Assert.Equal(["DROP COLUMN [legacy]", "ALTER COLUMN [code]"], reading.Findings.Where(f => f.Rule == "MS060")
            .Select(f => Text(reading.Statements.Single(s => s.Span == f.Span))).Select(t => t[t.IndexOf("orders] ", StringComparison.Ordinal)..][8..].Split(';')[0])
            .Select(t => t.StartsWith("ALTER", StringComparison.Ordinal) ? "ALTER COLUMN [code]" : t));
    }

    [Fact]
    public void A_change_that_declares_nothing_new_runs_nothing() =>
        Assert.Empty(Complete(Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("moved/orders.sql", Orders + " -- as before"))).Statements);

    [Fact]
    public void A_project_that_is_new_makes_everything() =>
        Assert.Equal(["CREATE TABLE"], Complete([], Files(Sdk, ("orders.sql", Orders))).Statements.Select(s => s.Kind));

    [Fact]
    public void A_table_that_is_built_anew_is_one_batch_with_its_transaction()
    {
        var reading = Complete(Files(Sdk, ("t.sql", "CREATE TABLE dbo.t (id int NOT NULL, a int NULL);")), Files(Sdk, ("t.sql", "CREATE TABLE dbo.t (id int IDENTITY NOT NULL, a int NULL);")));

        var batch = Assert.Single(reading.Statements, s => s.Parts.Any(p => p.Kind == "BEGIN TRANSACTION"));
        Assert.Contains(new Effect.DestroysData(new("dbo", "t"), "drops the table"), batch.Effects);
        Assert.Equal(batch.Span, Assert.Single(reading.Findings, f => f.Rule == "MS061").Span);
    }

    [Fact]
    public void With_the_refactor_log_a_rename_is_a_rename()
    {
        var project = "<Project Sdk=\"Microsoft.Build.Sql\"><ItemGroup><RefactorLog Include=\"shop.refactorlog\" /></ItemGroup></Project>";
        var reading = Complete(Files(Sdk, ("orders.sql", Orders)), Files(project, ("orders.sql", Renamed), ("shop.refactorlog", Log)));

        Assert.Contains(new Effect.Alters(new("dbo", "orders"), "renames column legacy to heritage"), reading.Statements.SelectMany(s => s.Effects));
        Assert.DoesNotContain(reading.Statements.SelectMany(s => s.Effects), e => e is Effect.DestroysData);
    }

    [Fact]
    public void Without_it_a_rename_loses_the_column() => Assert.Contains(
        Complete(Files(Sdk, ("orders.sql", Orders)), Files(Sdk, ("orders.sql", Renamed))).Statements.SelectMany(s => s.Effects), e => e is Effect.DestroysData);

    [Fact]
    public void A_legacy_project_takes_what_it_lists()
    {
        const string project = """
            <Project DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <ItemGroup><Build Include="tables\orders.sql" /><PostDeploy Include="after.sql" /></ItemGroup>
              <Import Project="$(SQLDBExtensionsRefPath)\Microsoft.Data.Tools.Schema.SqlTasks.targets" />
            </Project>
            """;
        var reading = Complete([], Files(project, ("tables/orders.sql", Orders), ("not-listed.sql", "CREATE TABLE dbo.x (id int);"), ("after.sql", "UPDATE dbo.orders SET code = 'a' WHERE id = 1;")));

        Assert.Equal(["CREATE TABLE", "UPDATE"], reading.Statements.Select(s => s.Kind));
        Assert.Equal("db/shop/after.sql", reading.Statements[^1].Script.Path);
    }

    [Fact]
    public void An_SDK_style_project_may_list_its_scripts_itself()
    {
        const string project = "<Project Sdk='Microsoft.Build.Sql'><PropertyGroup><EnableDefaultSqlItems>false</EnableDefaultSqlItems></PropertyGroup>"
            + "<ItemGroup><Build Include='tables/*.sql'/></ItemGroup></Project>";

        Assert.Equal(["CREATE TABLE"], Complete([], Files(project, ("tables/orders.sql", Orders), ("x.sql", "CREATE TABLE dbo.x (id int);"))).Statements.Select(s => s.Kind));
    }

    [Theory]
    [InlineData("<Project", "no XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><Project/>", "no XML")]
    [InlineData("<Project><ItemGroup><ArtifactReference Include='other.dacpac'/></ItemGroup></Project>", "`ArtifactReference` `other.dacpac` is not supported")]
    [InlineData("<Project><ItemGroup><SqlCmdVariable Include='Tier'/></ItemGroup></Project>", "`SqlCmdVariable` `Tier` is not supported; policy gives it no value")]
    [InlineData("<Project><ItemGroup><Build Include='a.sql' Condition='1'/></ItemGroup></Project>", "depends on a condition")]
    [InlineData("<Project><ItemGroup Condition='1'><Build Include='a.sql'/></ItemGroup></Project>", "depends on a condition")]
    [InlineData("<Project><Target Name='a'><ItemGroup><Build Remove='a.sql'/></ItemGroup></Target></Project>", "only MSBuild can tell")]
    [InlineData("<Project><Import Project='evil.targets'/></Project>", "imports `evil.targets`")]
    [InlineData("<Project><Import Project='$(MSBuildProjectDirectory)/evil.targets'/></Project>", "imports `$(MSBuildProjectDirectory)/evil.targets`")]
    public void A_project_that_needs_more_than_its_folder_is_refused(string project, string why) => Assert.Contains(
        Assert.IsType<Reading.Refused>(Read([], Files(project))).Refusals, r => r.Rule == "MS920" && r.Place.Path == Path && r.Why.Contains(why, StringComparison.Ordinal));

    [Theory]
    [InlineData("CREATE VIEW dbo.v AS SELECT id FROM dbo.missing;", "MS920")]
    [InlineData("CREATE TABLE dbo.orders (id int);", "MS920")]
    [InlineData("CREATE TABLE dbo.x (id int", "MS901")]
    [InlineData("ALTER TABLE dbo.orders ADD x int;", "MS920")]
    public void Objects_that_make_no_model_are_refused(string sql, string rule) => Assert.Contains(
        Assert.IsType<Reading.Refused>(Read([], Files(Sdk, ("orders.sql", Orders), ("more.sql", sql)))).Refusals, r => r.Rule == rule);

    [Fact]
    public void What_is_missing_is_said_at_the_file_that_needs_it() => Assert.Equal("db/shop/more.sql",
        Assert.IsType<Reading.Refused>(Read([], Files(Sdk, ("orders.sql", Orders), ("more.sql", "\nCREATE VIEW dbo.v AS SELECT id FROM dbo.missing;")))).Refusals[0].Place.Path);

    [Fact]
    public void A_variable_of_DacFx_may_stand_in_a_model_and_not_in_what_runs()
    {
        const string group = "ALTER DATABASE [$(DatabaseName)] ADD FILEGROUP [extra];";

        Assert.Empty(Complete(Files(Sdk, ("g.sql", group)), Files(Sdk, ("g.sql", group + "\n"))).Statements);
        Assert.Contains(Assert.IsType<Reading.Refused>(Read([], Files(Sdk, ("g.sql", group)))).Refusals, r => r.Rule == "MS903" && r.Place.Path.EndsWith(" (deployment)", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_nests_too_deep_for_DacFx_is_refused() => Assert.Contains(
        Assert.IsType<Reading.Refused>(Read([], Files(Sdk, ("v.sql", $"CREATE VIEW dbo.v AS SELECT {new string('(', 60)}1{new string(')', 60)} AS a;")))).Refusals, r => r.Rule == "MS902");

    [Fact]
    public void Text_that_nests_as_deep_as_may_be_is_built() => Assert.Equal(2, Complete([], Files(Sdk,
        ("v.sql", $"CREATE VIEW dbo.v AS SELECT {new string('(', 47)}1{new string(')', 47)} AS a;"),
        ("w.sql", $"CREATE VIEW dbo.w AS SELECT 1{string.Concat(Enumerable.Repeat("+1", 740))} AS a;"))).Statements.Length);

    [Theory]
    [InlineData("MS060")]
    [InlineData("MS061")]
    [InlineData("MS920")]
    public void A_rule_about_projects_is_raised_by_its_bad_fixture_and_not_by_its_good_one(string rule)
    {
        foreach (var isBad in (bool[])[true, false])
        {
            var sql = File.ReadAllText(System.IO.Path.Combine(Root(), "tests", "Countersign.Tests", "Rules", rule, isBad ? "bad.sql" : "good.sql"));
            var parts = sql.Split("-- the change:\n");
            var raised = Read(Files(Sdk, ("shop.sql", parts[0])), Files(Sdk, ("shop.sql", parts[^1]))) switch
            {
                Reading.Refused refused => refused.Refusals.Select(r => r.Rule),
                Reading.Complete complete => complete.Findings.Select(f => f.Rule),
                _ => throw new NotSupportedException("unknown case"),
            };
            Assert.Equal(isBad, raised.Contains(rule));
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Bot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Bot.sln was not found above the tests");
    }

    private static string Text(ReadStatement statement) => Encoding.UTF8.GetString(statement.Bytes.Span);

    private static Reading.Complete Complete(ImmutableArray<Script> before, ImmutableArray<Script> after)
    {
        var reading = Read(before, after);
        Assert.True(reading is Reading.Complete, reading is Reading.Refused refused ? string.Join('\n', refused.Refusals.Select(r => r.Sentence)) : "");
        return (Reading.Complete)reading;
    }

    private static Reading Read(ImmutableArray<Script> before, ImmutableArray<Script> after) => new SqlServerReader().Read(
        new(new TargetPolicy(new("t"), "production", Dialect.SqlServer, [], [], "t", DeployTrigger.OnMerge, null, null, []) { Project = Path }, before, after),
        TestContext.Current.CancellationToken);

    private static ImmutableArray<Script> Files(string project, params ReadOnlySpan<(string Name, string Text)> files)
    {
        var all = ImmutableArray.CreateBuilder<Script>();
        all.Add(Of("shop.sqlproj", project));
        foreach (var (name, text) in files) all.Add(Of(name, text));
        return all.ToImmutable();
    }

    private static Script Of(string name, string text) => new($"db/shop/{name}", FileMode.Regular, ScriptRole.Repeatable, Encoding.UTF8.GetBytes(text));
}
