using System.CommandLine;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign deployment resolve`: a person's word on what no probe could decide.</summary>
internal static class DeploymentResolveCommand
{
    private const string Summary = "Say what became of the statement that froze a target.";

    private const string Details = """
        Look at the target first. `applied` counts the statement as done; `not-applied` has it sent again. What is there by
        half is undone by hand, and is then not applied. Your word becomes the statement's result in the ledger, under your
        name; the bot goes on with the next sweep, or at once after `/countersign deploy`.

        Example:
          countersign deployment resolve 12 --found applied --by ana --because "the publication has all three tables"
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var number = DeploymentCommand.Number(optional: false);
        var found = new Option<string>("--found") { Description = "What is in the target", Required = true };
        found.AcceptOnlyFromAmong("applied", "not-applied");
        var by = new Option<string>("--by") { Description = "Who looked", HelpName = "NAME", Required = true };
        var because = new Option<string>("--because") { Description = "How they know", HelpName = "TEXT", Required = true };
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("resolve", Summary, Details) { number, found, by, because, config };
        command.SetAction((parsed, cancellation) => Run(
            parsed.GetValue(number)!.Value, parsed.GetValue(found) == "applied",
            parsed.GetValue(by)!.Trim(), parsed.GetValue(because)!.Trim(), parsed.GetValue(config), cancellation));
        return command;
    }

    private static async Task<int> Run(
        long number, bool isApplied, string by, string because, FileInfo? configuration, CancellationToken cancellation)
    {
        if (by.Length == 0 || because.Length == 0)
            throw new CannotRunException("--by and --because must say something: they are all that an auditor has to go by");
        await using var parts = BotParts.Open(configuration);
        var records = parts.GetRequiredService<DeploymentRecords>();
        var deployment = await DeploymentShowCommand.Find(records, number, cancellation);
        var resolution = new UnitResolution(isApplied, by, because, parts.GetRequiredService<TimeProvider>().GetUtcNow());
        if (await records.Resolve(deployment.Id, resolution, cancellation) == 0)
            throw new CannotRunException(
                $"deployment {number} has nothing to resolve: it is {deployment.State.ToString().ToLowerInvariant()}, or was resolved already; "
                + $"see `countersign deployment show {number}`");
        Printout.Standard.Answer(true,
            $"recorded; the bot goes on with change request {deployment.Change.Number} at its next sweep, or at once after `/countersign deploy` there");
        return ExitCode.Done;
    }
}
