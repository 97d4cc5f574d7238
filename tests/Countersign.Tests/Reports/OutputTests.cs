using System.Text.Json;
using Countersign.Bot.Reports;
using Countersign.SignOffs;

namespace Countersign.Tests.Reports;

/// <summary>The other outputs of the same report.</summary>
public sealed class OutputTests
{
    [Fact]
    public void The_text_is_the_approved_one() => Golden.Equal(ReportText.Render(SampleReports.DangerousAndPending()), "demo.golden.txt");

    [Fact]
    public void The_JSON_is_the_approved_one() => Golden.Equal(ReportJson.Render(SampleReports.DangerousAndPending()), "demo.golden.json");

    [Fact]
    public void The_SARIF_is_the_approved_one() =>
        Golden.Equal(ReportSarif.Render(SampleReports.DangerousAndPending(), "0.1.0"), "demo.golden.sarif");

    [Fact]
    public void SARIF_names_a_refused_file_as_a_whole()
    {
        using var sarif = JsonDocument.Parse(ReportSarif.Render(SampleReports.Unreadable(), "0.1.0"));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.True(results[0].GetProperty("locations")[0].GetProperty("physicalLocation").TryGetProperty("region", out _));
        Assert.False(results[1].GetProperty("locations")[0].GetProperty("physicalLocation").TryGetProperty("region", out _));
    }

    [Fact]
    public void Every_output_can_say_that_a_file_is_refused()
    {
        var report = SampleReports.Unreadable();
        Assert.Contains("the file is not valid UTF-8", ReportText.Render(report), StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"refused\"", ReportJson.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_colours_of_ours_and_no_escape_of_theirs()
    {
        using var output = new StringWriter();
        ReportText.Write(SampleReports.Hostile("\u001B[31mred\u009B0m\r\nforged line"), output, colours: true);
        var text = output.ToString();
        Assert.Contains("\u001B[", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B[31mred", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u009B", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nforged line", text, StringComparison.Ordinal);
        Assert.Contains(@"\u{001B}[31mred\u{009B}0m\u{000D}\u{000A}forged line", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_commands() => Golden.Equal(Replies.Help(), "help.golden.md");

    [Fact]
    public void Explain_names_the_rule_and_who_has_signed() =>
        Golden.Equal(Replies.Explain(SampleReports.DangerousAndPending(), 3)!, "explain.golden.md");

    [Fact]
    public void There_is_nothing_to_explain_about_a_statement_that_is_not_there() =>
        Assert.Null(Replies.Explain(SampleReports.DangerousAndPending(), 9));

    [Fact]
    public void A_malformed_command_is_quoted_without_coming_alive() => Assert.Equal(
        "`@everyone` is not a command; write `/countersign help`.\n\n`/countersign help` lists the commands.\n",
        Replies.Malformed(new CommandText.Malformed("`@everyone` is not a command; write `/countersign help`")));

    [Fact]
    public void A_refused_command_says_why_and_what_next() => Assert.Equal(
        "`@dev`, this was not done: the author never signs their own change. Next: ask somebody of `team:dba`.\n",
        Replies.Refused(Sample.Dev, "the author never signs their own change", "ask somebody of `team:dba`"));
}
