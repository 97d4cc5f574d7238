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
    [InlineData("Connections:orders:Dialect", "oracle", "Countersign:Connections:orders:Dialect `oracle` is not known; use `postgresql` or `sqlite`")]
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
        return new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(BotOptions.Section + ":" + s.Key, s.Value)))
            .Build();
    }

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
