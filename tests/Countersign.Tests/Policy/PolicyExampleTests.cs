using System.Text;
using Countersign.Policy;

namespace Countersign.Tests.Policy;

/// <summary>
/// Examples state what is wrong with them in `#!` lines at their end. `misshapen` ones break the structure, which the
/// published JSON Schema sees as well; `meaningless` ones only we can tell.
/// </summary>
public sealed class PolicyExampleTests
{
    public static TheoryData<string> Valid => Of("valid");

    public static TheoryData<string> Invalid => [.. Of("misshapen").Select(r => r.Data), .. Of("meaningless").Select(r => r.Data)];

    public static TheoryData<string> Of(string folder) =>
        [.. Directory.GetFiles(Fixtures.PathOf("Policy", "Examples", folder)).Order(StringComparer.Ordinal).Select(f => $"{folder}/{Path.GetFileName(f)}")];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_example_is_read(string example) => Assert.Empty(Problems(Read(example)));

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_example_has_the_problems_that_it_states(string example)
    {
        var text = Read(example);
        var found = Problems(text);
        if (Fixtures.Rewrites)
        {
            var body = text[..Body(text)];
            File.WriteAllText(PathOf(example), body + string.Concat(found.Select(p => $"#! {p}\n")));
        }

        var stated = text[Body(text)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l["#! ".Length..]);

        Assert.NotEmpty(found);
        Assert.Equal(stated, found);
    }

    internal static string Read(string example) => File.ReadAllText(PathOf(example));

    internal static IEnumerable<string> Problems(string yaml) => PolicyReading.Read(Encoding.UTF8.GetBytes(yaml)) switch
    {
        PolicyParse.Invalid invalid => invalid.Problems.Select(p => p.Sentence),
        _ => [],
    };

    private static int Body(string text) => text.IndexOf("#! ", StringComparison.Ordinal) is >= 0 and var at ? at : text.Length;

    private static string PathOf(string example) => Fixtures.PathOf(["Policy", "Examples", .. example.Split('/')]);
}
