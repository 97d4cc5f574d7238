using System.CommandLine;
using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.Drift;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.Bot.Commands;

/// <summary>`countersign target accept`: a person's word on a schema that somebody else changed.</summary>
internal static class TargetAcceptCommand
{
    private const string Summary = "Accept that a target's schema is not the one it was left with.";

    private const string Details = """
        Prints what differs, and keeps your word for exactly the schema that is there now: who changes it once more is
        noticed again. With the next deployment it goes into the ledger, under your name. What was signed stays signed,
        unless its statements do something else on the schema as it is now.

        Exit codes: 0 recorded, 1 nothing differs, 2 it could not be found out.

        Example:
          countersign target accept orders-prod --by ana --because "support made the index at night, it stays"
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = TargetCommand.Name();
        var by = new Option<string>("--by") { Description = "Who accepts it", HelpName = "NAME", Required = true };
        var because = new Option<string>("--because") { Description = "Why it may stay", HelpName = "TEXT", Required = true };
        var policy = SharedOptions.Policy();
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("accept", Summary, Details) { name, by, because, policy, config };
        command.SetAction((parsed, cancellation) =>
        {
            var file = parsed.GetValue(policy)!;
            var target = LocalPolicy.Read(file).Target(parsed.GetValue(name)!, $"`{file}`");
            return Run(target, parsed.GetValue(by)!.Trim(), parsed.GetValue(because)!.Trim(), parsed.GetValue(config), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(
        TargetPolicy policy, string by, string because, FileInfo? configuration, CancellationToken cancellation)
    {
        if (by.Length == 0 || because.Length == 0)
            throw new CannotRunException("--by and --because must say something: they are all that an auditor has to go by");
        await using var parts = BotParts.Open(configuration);
        var records = parts.GetRequiredService<KnownSchemaRecords>();
        var (server, now) = await Read(policy.Name, TargetCommand.Find(parts, policy), cancellation);
        if (await records.Find(server, cancellation) is not { } record)
            throw new CannotRunException($"no schema of `{policy.Name}` is known yet, so nothing can differ; the first review takes it as it is");
        if (record.Known.Compare(now) is not SchemaDrift.Differs drift)
        {
            Printout.Standard.Answer(false, $"`{policy.Name}` has the schema that is known ({record.Known.Because}); there is nothing to accept");
            return ExitCode.No;
        }

        var clauses = DriftClauses.Of(drift.Difference);
        Printout.Standard.Line($"since the schema {drift.Known}:");
        foreach (var clause in clauses) Printout.Standard.Line("  " + clause);
        var at = parts.GetRequiredService<TimeProvider>().GetUtcNow();
        await records.Accept(server, now, new(policy.Name.Value, clauses, by, because, at), cancellation);
        Printout.Standard.Answer(true, "recorded; the bot goes on with its next sweep, or at once after `/countersign deploy`");
        return ExitCode.Done;
    }

    private static async Task<(TargetIdentity Server, Schema Schema)> Read(TargetName name, ITarget target, CancellationToken cancellation)
    {
        if (await target.ReadState(cancellation) is not TargetState.Ready ready)
            throw new CannotRunException($"`{name}` cannot be reached, or is not enrolled; see `countersign target enrol`");
        return await target.ReadSchema(cancellation) switch
        {
            SchemaReading.Read read => (ready.Identity, read.Schema),
            SchemaReading.Unavailable(var because) => throw new CannotRunException($"the schema of `{name}` cannot be read: {because}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
