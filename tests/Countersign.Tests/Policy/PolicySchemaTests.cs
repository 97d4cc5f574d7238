using Countersign.Policy.Yaml;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Countersign.Tests.Policy;

/// <summary>The published schema and the reader agree on structure.</summary>
public sealed class PolicySchemaTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema =
        new(() => JsonSchema.FromFileAsync(Path.Combine(Fixtures.Root, "docs", "countersign.schema.json")));

    public static TheoryData<string> Valid => PolicyExampleTests.Of("valid");

    public static TheoryData<string> Misshapen => PolicyExampleTests.Of("misshapen");

    public static TheoryData<string> Meaningless => PolicyExampleTests.Of("meaningless");

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task The_schema_accepts_what_the_reader_accepts(string example) => Assert.Empty(await Errors(example));

    [Theory]
    [MemberData(nameof(Misshapen))]
    public async Task The_schema_refuses_what_is_misshapen(string example) => Assert.NotEmpty(await Errors(example));

    [Theory]
    [MemberData(nameof(Meaningless))]
    public async Task The_schema_does_not_see_what_only_the_reader_can_tell(string example)
    {
        var problems = new ProblemList();
        _ = YamlReading.Read(PolicyExampleTests.Read(example), problems);

        if (problems.IsEmpty) Assert.Empty(await Errors(example)); // else it is no YAML that we read, and an editor says so itself
        Assert.NotEmpty(PolicyExampleTests.Problems(PolicyExampleTests.Read(example)));
    }

    private static async Task<ICollection<ValidationError>> Errors(string example) =>
        (await Schema.Value).Validate(Json(YamlReading.Read(PolicyExampleTests.Read(example), new ProblemList())!));

    private static JToken Json(YamlNode node) => node switch
    {
        YamlNode.Map map => new JObject(map.Entries.Select(e => new JProperty(e.Key.Text, Json(e.Value)))),
        YamlNode.List list => new JArray(list.Items.Select(Json)),
        YamlNode.Scalar { IsText: true } text => new JValue(text.Text),
        YamlNode.Scalar scalar when scalar.AsInteger is { } number => new JValue(number),
        _ => JValue.CreateNull(),
    };
}
