using System.CommandLine;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign repository`: which repositories the bot works for.</summary>
internal static class RepositoryCommand
{
    private const string Summary = "Vouch for a repository under its present name, so that the bot works for it again.";

    private const string Details = """
        The bot suspends a repository whose name changed hands, that was renamed, or whose governed branch was rewritten. Look first:
        whoever owns the name gets at the targets that are enrolled for the repository.

        Example:
          countersign repository enrol acme/shop --config /etc/countersign.json
        """;

    /// <summary>The command and what is below it.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("OWNER/NAME") { Description = "The repository as the forge calls it" };
        var config = SharedOptions.Configuration();
        var enrol = new DetailedCommand("enrol", Summary, Details) { name, config };
        enrol.SetAction((parsed, cancellation) => Enrol(parsed.GetValue(name)!, parsed.GetValue(config), cancellation));
        return new("repository", "Repositories that the bot works for.") { enrol };
    }

    private static async Task<int> Enrol(string name, FileInfo? configuration, CancellationToken cancellation)
    {
        await using var parts = BotParts.Open(configuration);
        var repository = await RepositoryFinding.AskForge(parts, name, cancellation);
        await parts.GetRequiredService<RepositoryRecords>().Enrol(repository.Id, repository.FullName, cancellation);
        Printout.Standard.Answer(true, $"the bot works for `{repository.FullName}` (id {repository.Id})");
        return ExitCode.Done;
    }
}
