using System.CommandLine;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign deployment show`: what is known of a frozen deployment.</summary>
internal static class DeploymentShowCommand
{
    private const string Summary = "Print what is known of deployments that froze their target.";

    private const string Details = """
        A unit of work is frozen when neither the server nor its catalogue can tell whether it ran. Until a person resolves
        it, nothing more runs on that target.

        Examples:
          countersign deployment show
          countersign deployment show 12
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var number = DeploymentCommand.Number(optional: true);
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("show", Summary, Details) { number, config };
        command.SetAction((parsed, cancellation) => Run(parsed.GetValue(number), parsed.GetValue(config), cancellation));
        return command;
    }

    private static async Task<int> Run(long? number, FileInfo? configuration, CancellationToken cancellation)
    {
        await using var parts = BotParts.Open(configuration);
        var records = parts.GetRequiredService<DeploymentRecords>();
        var shown = number is { } id
            ? [await Find(records, id, cancellation)]
            : await records.ReadFrozen(cancellation);
        if (shown.IsEmpty) Printout.Standard.Answer(true, "no target is frozen");
        foreach (var deployment in shown) Write(deployment);
        return ExitCode.Done;
    }

    internal static async Task<DeploymentRecord> Find(DeploymentRecords records, long number, CancellationToken cancellation) =>
        await records.TryFind(new(number), cancellation)
        ?? throw new CannotRunException($"there is no deployment {number}; `countersign deployment show` lists those that are frozen");

    private static void Write(DeploymentRecord deployment)
    {
        var print = Printout.Standard;
        print.Strong($"deployment {deployment.Id.Value}  {deployment.Target}  {deployment.State.ToString().ToLowerInvariant()}");
        print.Line($"  change request {deployment.Change.Number} of repository {deployment.Change.Repository.Value}, landed as {deployment.MergeCommit.Short}, plan {deployment.Plan.Short}");
        if (deployment.Because is { } because) print.Line($"  {because}");
        foreach (var unit in deployment.Units) Write(print, unit);
        if (deployment.State == DeploymentRecordState.Frozen)
            print.Line($"  say what you found: countersign deployment resolve {deployment.Id.Value} --found applied|not-applied --by NAME --because TEXT");
    }

    private static void Write(Printout print, UnitRecord unit)
    {
        print.Line($"  unit {unit.Sequence}: {unit.Outcome ?? "not known yet"}{(unit.Because is { } because ? ": " + because : "")}");
        foreach (var (name, value) in unit.Evidence ?? ImmutableSortedDictionary<string, string>.Empty) print.Line($"    {name}: {value}");
        if (unit.Resolution is { } word)
            print.Line($"    {word.By} found it {(word.IsApplied ? "applied" : "not applied")} at {word.At:yyyy-MM-dd HH:mm} UTC: {word.Because}");
    }
}
