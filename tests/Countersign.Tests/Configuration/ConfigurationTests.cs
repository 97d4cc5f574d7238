using System.Reflection;
using System.Text.Json;
using Countersign.Bot.Configuration;
using Microsoft.Extensions.Configuration;

namespace Countersign.Tests.Configuration;

public sealed class ConfigurationTests
{
    private static readonly string Example = Golden.Repository("appsettings.example.json");

    [Fact]
    public void The_example_names_every_key()
    {
        using var json = JsonDocument.Parse(Example, new() { CommentHandling = JsonCommentHandling.Skip });
        var named = KeysOf(json.RootElement.GetProperty(BotOptions.Section)).ToHashSet();

        Assert.Equal([], KeysOf(typeof(BotOptions)).Except(named).Order());
    }

    [Fact]
    public void The_example_binds_without_unknown_keys()
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(FromJson(Example)));

        // Only the secrets that are files elsewhere are missing, with what hangs on them.
        Assert.All(refused.Message.Split('\n')[1..], line => Assert.Matches("File|WebhookSecrets", line));
    }

    [Theory]
    [InlineData("GitHub:WebhookSecrets:0", "", "Countersign:GitHub:WebhookSecrets:0 is shorter than 16 bytes; generate one with `openssl rand -hex 32`")]
    [InlineData("GitHub:WebhookSecrets:0", "fifteen bytes!!", "Countersign:GitHub:WebhookSecrets:0 is shorter than 16 bytes")]
    [InlineData("GitHub:WebhookSecrets:2", "a third secret, long enough", "Countersign:GitHub:WebhookSecrets has more than two entries")]
    [InlineData("GitHub:WebhookSecretFiles:0", "/nowhere", "Countersign:GitHub:WebhookSecretFiles:0: `/nowhere` cannot be read")]
    [InlineData("GitHub:Mode", "App", "Countersign:GitHub:AppId is missing; copy it from the app's settings page")]
    [InlineData("GitHub:BaseUrl", "https://github.example.org/api/v3", "Countersign:GitHub:BaseUrl must be an address that ends with a slash")]
    [InlineData("GitHub:Repositories:0", "shop", "Countersign:GitHub:Repositories `shop` is not `owner/name`")]
    [InlineData("SweepInterval", "00:10:00", "Countersign:SweepInterval must be between one second and five minutes")]
    [InlineData("Limits:Workers", "0", "Countersign:Limits:Workers must be between 1 and 64")]
    [InlineData("Connections:orders:Dialect", "oracle", "Countersign:Connections:orders:Dialect `oracle` is not known; use `postgresql`, `sqlserver` or `sqlite`")]
    [InlineData("Connections:orders:Dialect", "postgresql", "Countersign:Connections:orders:VerifyFile is missing")]
    [InlineData("PublicUrl", "/relative", "Countersign:PublicUrl is missing; set it to the address")]
    [InlineData("SweepIntervall", "00:02:00", "SweepIntervall")]
    public void A_wrong_setting_is_refused_by_name(string key, string value, string sentence)
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(Good((key, value))));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_webhook_secret_nothing_starts()
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(Good(("GitHub:WebhookSecrets:0", null))));

        Assert.Contains("Countersign:GitHub:WebhookSecrets is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_configuration_is_taken() =>
        Assert.Equal(TimeSpan.FromMinutes(2), BotConfiguration.Read(Good()).SweepInterval);

    [Theory]
    [InlineData("web", "GitHub:Token", "Countersign:GitHub:Token must not be given to a process of role `web`: only `review` and `execute` needs it")]
    [InlineData("web", "Connections:shop:Path", "Countersign:Connections:shop:Path must not be given to a process of role `web`: only `execute` needs it")]
    [InlineData("web", "Connections:shop:Read", "Countersign:Connections:shop:Read must not be given to a process of role `web`: only `review` needs it")]
    [InlineData("review", "GitHub:WebhookSecrets:0", "Countersign:GitHub:WebhookSecrets must not be given to a process of role `review`: only `web` needs it")]
    [InlineData("review", "GitHub:WebhookSecretFiles:0", "Countersign:GitHub:WebhookSecretFiles must not be given")]
    [InlineData("review", "Connections:shop:ApplyFile", "Countersign:Connections:shop:ApplyFile must not be given")]
    [InlineData("web,review", "Connections:shop:Verify", "Countersign:Connections:shop:Verify must not be given to a process of role `web,review`")]
    [InlineData("execute", "GitHub:WebhookSecrets:0", "Countersign:GitHub:WebhookSecrets must not be given to a process of role `execute`")]
    [InlineData("execute", "Connections:shop:AdminFile", "Countersign:Connections:shop:AdminFile must not be given to a process of role `execute`: only `countersign target enrol` needs it")]
    public void A_secret_of_another_role_is_refused_before_any_file_is_read(string role, string key, string sentence)
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(
            () => BotConfiguration.Read(Of(role, (key, "/nowhere, and long enough for a secret"))));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", refused.Message, StringComparison.Ordinal);
        BotConfiguration.Read(Of(role)); // without it, it starts
    }

    [Theory]
    [InlineData("web", "GitHub:WebhookSecrets:0", "Countersign:GitHub:WebhookSecrets is missing")]
    [InlineData("review", "GitHub:Token", "Countersign:GitHub:TokenFile is missing")]
    [InlineData("execute", "GitHub:Token", "Countersign:GitHub:TokenFile is missing")]
    [InlineData("execute", "Connections:orders:Apply", "Countersign:Connections:orders:ApplyFile is missing")]
    [InlineData("review", "Connections:orders:Read", "Countersign:Connections:orders:ReadFile is missing")]
    public void A_role_does_not_start_without_its_own_secret(string role, string key, string sentence)
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(Of(role, (key, null))));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("webs")]
    [InlineData("9")]
    public void A_role_that_is_none_is_refused(string role) =>
        Assert.Throws<ConfigurationRefusedException>(() => BotConfiguration.Read(Of("web", ("Roles", role))));

    /// <summary>What a role needs, and nothing else.</summary>
    private static IConfiguration Of(string role, params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?> { ["Roles"] = role, ["PublicUrl"] = "https://countersign.example.org/", ["GitHub:Mode"] = "Token" };
        if (role.Contains("web", StringComparison.Ordinal)) settings["GitHub:WebhookSecrets:0"] = "a secret of enough bytes";
        if (role != "web") (settings["GitHub:Token"], settings["GitHub:Repositories:0"]) = ("t", "acme/shop");
        if (role == "review") (settings["Connections:orders:Read"], settings["Connections:orders:ApplyLogin"]) = ("Host=x", "apply");
        if (role == "execute") (settings["Connections:orders:Apply"], settings["Connections:orders:Verify"]) = ("Host=x", "Host=x");
        if (role is "review" or "execute") settings["Connections:orders:Dialect"] = "postgresql";
        foreach (var (key, value) in changes) settings[key] = value;
        foreach (var name in changes.Where(c => c.Key.StartsWith("Connections:shop", StringComparison.Ordinal)).Select(_ => "Connections:shop:Dialect")) settings[name] = "sqlite";
        return FromSettings(settings);
    }

    private static IConfiguration Good(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PublicUrl"] = "https://countersign.example.org/",
            ["GitHub:Mode"] = "Token",
            ["GitHub:Token"] = "t",
            ["GitHub:Repositories:0"] = "acme/shop",
            ["GitHub:WebhookSecrets:0"] = "a secret of enough bytes",
            ["GitHub:WebhookSecrets:1"] = "another secret, long enough",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        if (changes is [("GitHub:WebhookSecrets:0", null)]) settings.Remove("GitHub:WebhookSecrets:1");
        return FromSettings(settings);
    }

    private static IConfiguration FromSettings(Dictionary<string, string?> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(BotOptions.Section + ":" + s.Key, s.Value)))
        .Build();

    private static IConfiguration FromJson(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();

    private static IEnumerable<string> KeysOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(m => KeysOf(m.Value).Prepend(m.Name))
        : [];

    private static IEnumerable<string> KeysOf(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let inner = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[^1] : property.PropertyType
        from key in inner.Assembly == type.Assembly && inner.IsClass ? KeysOf(inner).Prepend(property.Name) : [property.Name]
        select key;
}
