using System.CommandLine;
using System.Text;
using Countersign.Bot.Commands;
using Countersign.Tests;

namespace Countersign.IntegrationTests.Commands;

/// <summary>Help is documentation: docs/guide/commands.md is what the executable says of itself.</summary>
public sealed class HelpTests
{
    private static string Here => Directory.GetCurrentDirectory();

    [Fact]
    public async Task The_guide_has_the_help_of_every_command()
    {
        var page = new StringBuilder("# Commands\n\nWhat `countersign COMMAND --help` says. Made from it; a test keeps it true.\n");
        foreach (var path in Paths(CommandLine.Create(), []))
        {
            var help = (await Cli.Run(Here, [.. path, "--help"])).Ends(0).Output;
            var name = string.Join(' ', path.Prepend("countersign"));
            page.Append("\n## ").Append(name).Append("\n\n```text\n");
            foreach (var line in help.Trim().Split('\n')) page.Append(line.TrimEnd()).Append('\n');
            page.Append("```\n");
        }

        Golden.Equal(page.ToString(), "../../../docs/guide/commands.md");
    }

    [Fact]
    public async Task The_version_is_one_line() =>
        Assert.Matches(@"\A\d+\.\d+\.\d+\S*\n\z", (await Cli.Run(Here, "--version")).Ends(0).Output);

    [Theory]
    [InlineData("countersign --help")]
    [InlineData("countersign --help", "revue")]
    [InlineData("countersign review --help", "review", "--bsae", "main")]
    [InlineData("countersign target enrol --help", "target", "enrol", "shop-prod")]
    [InlineData("countersign ledger --help", "ledger")]
    public async Task A_mistake_is_said_with_where_to_look_it_up(string where, params string[] arguments)
    {
        var told = (await Cli.Run(Here, arguments)).Ends(2);
        Assert.Contains($"see `{where}`", told.Errors);
    }

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.SelectMany(c => Paths(c, [.. path, c.Name])).Prepend(path);
}
