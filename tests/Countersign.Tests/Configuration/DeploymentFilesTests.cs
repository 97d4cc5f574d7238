using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Countersign.Bot.Configuration;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace Countersign.Tests.Configuration;

/// <summary>The files that people deploy with say nothing that the product does not know, and leave out nothing that it needs.</summary>
public sealed partial class DeploymentFilesTests : IDisposable
{
    private const string Prefix = "Countersign__";
    private static readonly ComposeFile Compose = new();
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("countersign-secrets-");

    public void Dispose() => _secrets.Delete(recursive: true);

    [Theory]
    [InlineData("web")]
    [InlineData("review")]
    [InlineData("execute")]
    public void Compose_gives_a_role_what_it_needs_to_start_and_no_more(string role)
    {
        var service = Compose.Service(role);
        Assert.Equal(["serve", "--role", role], ComposeFile.List(service, "command"));
        var secrets = ComposeFile.SecretsOf(service).ToArray();
        foreach (var secret in secrets) File.WriteAllText(Path.Combine(_secrets.FullName, secret), "a secret of more than sixteen bytes\n");
        var environment = ComposeFile.Environment(service);

        var options = BotConfiguration.Read(Configuration(environment, role)); // refuses unknown keys, missing ones, and another role's

        Assert.Equal(role, options.Roles.Text());
        Assert.NotNull(options.Store.ConnectionString); // else each replica would have a store of its own
        var named = environment.Values.Where(v => v.StartsWith("/run/secrets/", StringComparison.Ordinal)).Select(v => v["/run/secrets/".Length..]);
        Assert.Equal(secrets.Order(), named.Order());
    }

    [Theory]
    [InlineData("web", "orders-apply", "Connections__orders-prod__ApplyFile")]
    [InlineData("review", "github-webhook", "GitHub__WebhookSecretFiles__0")]
    [InlineData("execute", "github-webhook", "GitHub__WebhookSecretFiles__0")]
    [InlineData("web", "none", "GitHub__WebhookSecretsFiles__0")]
    public void Whatever_else_it_were_given_would_be_noticed(string role, string secret, string key)
    {
        var environment = ComposeFile.Environment(Compose.Service(role));
        environment[Prefix + key] = "/run/secrets/" + secret;

        Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(Configuration(environment, role)));
    }

    [Fact]
    public void Compose_starts_two_replicas_of_each_role_over_one_PostgreSQL_store()
    {
        foreach (var role in new[] { "web", "review", "execute" })
            Assert.Equal("2", ComposeFile.Text(ComposeFile.Map(Compose.Service(role), "deploy").Children["replicas"]));
        Assert.StartsWith("postgres:", ComposeFile.Text(Compose.Service("store").Children["image"]), StringComparison.Ordinal);
        Assert.DoesNotContain(Compose.Services, s => s.Name != "web" && s.Service.Children.ContainsKey("ports"));
    }

    [Fact]
    public void Every_secret_of_compose_is_given_to_somebody() =>
        Assert.Equal(Compose.Secrets.Order(), Compose.Services.SelectMany(s => ComposeFile.SecretsOf(s.Service)).Distinct().Order());

    [Fact]
    public void Every_setting_that_is_named_where_people_deploy_is_one_that_the_product_knows()
    {
        var named = Texts().SelectMany(t => Settings(t.Text).Select(s => (t.File, Setting: s))).ToImmutableArray();

        Assert.Contains(named, n => n.Setting == "Store:ConnectionStringFile");
        Assert.Equal([], named.Where(n => !IsKnown(typeof(BotOptions), n.Setting.Split(':'))).Distinct());
    }

    [Theory]
    [InlineData("Store:ConnectionFile")]
    [InlineData("GitHub:WebhookSecretFiles:first")]
    [InlineData("Connections:orders:Password")]
    [InlineData("DataDirectory:Path")]
    public void A_setting_that_it_does_not_know_would_be_found(string setting) => Assert.False(IsKnown(typeof(BotOptions), setting.Split(':')));

    [Fact]
    public void The_rights_that_compose_gives_are_those_of_the_guide() =>
        Assert.Contains("```sql\n" + Golden.Repository("deploy/postgres/grants.sql") + "```", Golden.Repository("docs/guide/install.md"), StringComparison.Ordinal);

    private IConfiguration Configuration(Dictionary<string, string> environment, string role) => new ConfigurationBuilder()
        .AddInMemoryCollection(environment.Where(e => e.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(e => KeyValuePair.Create(
            e.Key.Replace("__", ":", StringComparison.Ordinal), (string?)e.Value.Replace("/run/secrets", _secrets.FullName, StringComparison.Ordinal))))
        .AddInMemoryCollection([KeyValuePair.Create(BotOptions.Section + ":Roles", (string?)role)])
        .Build();

    private static IEnumerable<(string File, string Text)> Texts() =>
        from directory in new[] { "deploy", "docs/guide" }
        from file in Directory.EnumerateFiles(Path.Combine(Fixtures.Root, directory), "*", SearchOption.AllDirectories)
        select (Path.GetRelativePath(Fixtures.Root, file), File.ReadAllText(file));

    /// <summary>As environment variables, as keys in sentences, and as the content of the chart's values.</summary>
    private static IEnumerable<string> Settings(string text) =>
    [
        .. Variables().Matches(text).Select(m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)),
        .. Keys().Matches(text).Select(m => m.Groups[1].Value),
        .. text.Contains("\nconfiguration:", StringComparison.Ordinal) ? Values(text) : [],
    ];

    private static IEnumerable<string> Values(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Leaves(ComposeFile.Map((YamlMappingNode)stream.Documents[0].RootNode, "configuration"), "");
    }

    private static IEnumerable<string> Leaves(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(c => Leaves(c.Value, path + ComposeFile.Text(c.Key) + ":")),
        YamlSequenceNode list => list.Children.SelectMany((c, i) => Leaves(c, $"{path}{i}:")),
        _ => [path.TrimEnd(':')],
    };

    private static bool IsKnown(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return true;
        if (typeof(IDictionary).IsAssignableFrom(type)) return IsKnown(type.GetGenericArguments()[1], path[1..]);
        if (typeof(IList).IsAssignableFrom(type)) return int.TryParse(path[0], out _) && path.Length == 1;
        return type.Assembly == typeof(BotOptions).Assembly
            && type.GetProperty(path[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property
            && IsKnown(property.PropertyType, path[1..]);
    }

    [GeneratedRegex("Countersign__([A-Za-z0-9_-]+)")]
    private static partial Regex Variables();

    [GeneratedRegex("`((?:GitHub|Store|Connections|Rehearsal|Alerts|Limits|Telemetry):[A-Za-z0-9:-]+)`")]
    private static partial Regex Keys();
}
