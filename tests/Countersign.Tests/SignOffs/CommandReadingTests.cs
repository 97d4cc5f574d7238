using Countersign.SignOffs;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

[Invariant(20)]
public sealed class CommandReadingTests
{
    [Theory]
    [InlineData("/countersign", typeof(Command.Help))]
    [InlineData("/countersign help", typeof(Command.Help))]
    [InlineData("/countersign plan", typeof(Command.Plan))]
    [InlineData("/countersign  deploy \t", typeof(Command.Deploy))]
    [InlineData("/countersign rollback\r\nthanks", typeof(Command.Rollback))]
    public void Plain_commands_are_read(string body, Type command) => Assert.IsType(command, Understood(body));

    [Theory]
    [InlineData("/countersign approve q1 q3-q5 0123456789ab", "1,3,4,5", "0123456789ab")]
    [InlineData("/countersign approve q2 0123456789ABcdef\nI looked at it", "2", "0123456789abcdef")]
    [InlineData("/countersign approve q3–q4 q3 0123456789ab", "3,4", "0123456789ab")]
    [InlineData("/countersign approve all 0123456789ab", "all", "0123456789ab")]
    public void Approvals_name_statements_and_a_digest(string body, string numbers, string digest)
    {
        var approve = Assert.IsType<Command.Approve>(Understood(body));

        Assert.Equal((numbers, digest), (Show(approve.Statements), approve.DigestPrefix));
    }

    [Theory]
    [InlineData("/countersign revoke q2 q4", "2,4")]
    [InlineData("/countersign revoke all", "all")]
    public void Revocations_name_statements(string body, string numbers) =>
        Assert.Equal(numbers, Show(Assert.IsType<Command.Revoke>(Understood(body)).Statements));

    [Fact]
    public void Explain_names_one_statement() => Assert.Equal(2, Assert.IsType<Command.Explain>(Understood("/countersign explain q2")).Statement);

    [Theory]
    [InlineData("looks good")]
    [InlineData("")]
    [InlineData(" /countersign approve all 0123456789ab")]
    [InlineData("    /countersign approve all 0123456789ab")]
    [InlineData("> /countersign approve all 0123456789ab")]
    [InlineData("`/countersign approve all 0123456789ab`")]
    [InlineData("```\n/countersign approve all 0123456789ab\n```")]
    [InlineData("<!--\n/countersign approve all 0123456789ab\n-->")]
    [InlineData("<!-- /countersign approve all 0123456789ab -->")]
    [InlineData("thanks\n/countersign approve all 0123456789ab")]
    [InlineData("/countersigned approve all 0123456789ab")]
    [InlineData("/Countersign approve all 0123456789ab")]
    [InlineData("\u200b/countersign approve all 0123456789ab")]
    [InlineData("/сountersign approve all 0123456789ab")] // Cyrillic c
    public void Everything_but_an_anchored_first_line_is_talk(string body) =>
        Assert.IsType<CommandText.NotACommand>(CommandReading.Read(Comment(body)));

    [Theory]
    [InlineData("/countersign approve", "ends with the digest")]
    [InlineData("/countersign approve q2", "ends with the digest")]
    [InlineData("/countersign approve all 0123456789a", "at least 12")]
    [InlineData("/countersign approve all 0123456789ag", "at least 12")]
    [InlineData("/countersign approve 0123456789ab", "missing")]
    [InlineData("/countersign approve all q1 0123456789ab", "`all` is no statement")]
    [InlineData("/countersign approve q0 0123456789ab", "`q0` is no statement")]
    [InlineData("/countersign approve q5-q3 0123456789ab", "runs backwards")]
    [InlineData("/countersign approve q1-q999999 0123456789ab", "is no statement")]
    [InlineData("/countersign approve q１ 0123456789ab", "is no statement")]
    [InlineData("/countersign approve all 0123456789ab <!-- x -->", "ends with the digest")]
    [InlineData("/countersign revoke", "missing")]
    [InlineData("/countersign explain q1-q3", "one statement")]
    [InlineData("/countersign plan now", "takes nothing")]
    [InlineData("/countersign Approve all 0123456789ab", "is not a command")]
    [InlineData("/countersign aprove all 0123456789ab", "is not a command")]
    public void A_malformed_command_says_what_to_write(string body, string part)
    {
        var malformed = Assert.IsType<CommandText.Malformed>(CommandReading.Read(Comment(body)));

        Assert.Contains(part, malformed.Sentence, StringComparison.Ordinal);
        Assert.Contains("; write `/countersign ", malformed.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edited_comment_is_no_command_unless_it_revokes()
    {
        var edited = Comment("/countersign approve all 0123456789ab") with { UpdatedAt = Noon.AddSeconds(1) };

        Assert.Contains("edited", Assert.IsType<CommandText.Malformed>(CommandReading.Read(edited)).Sentence, StringComparison.Ordinal);
        Assert.IsType<CommandText.Understood>(CommandReading.Read(edited with { Body = "/countersign revoke all" }));
        Assert.IsType<CommandText.NotACommand>(CommandReading.Read(edited with { Body = "never mind" }));
    }

    [Fact]
    public void A_bot_is_not_listened_to() =>
        Assert.IsType<CommandText.NotACommand>(CommandReading.Read(Comment("/countersign plan") with { By = Robot }));

    private static Comment Comment(string body) => new(1, Ana, Noon, Noon, body);

    private static Command Understood(string body) => Assert.IsType<CommandText.Understood>(CommandReading.Read(Comment(body))).Command;

    private static string Show(Chosen chosen) => chosen is Chosen.Some some ? string.Join(',', some.Numbers) : "all";
}
