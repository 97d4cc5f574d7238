using System.CommandLine;
using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Forges.Git;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Bot.Commands;

/// <summary>`countersign target baseline`: declares scripts history without running them.</summary>
internal static class TargetBaselineCommand
{
    private const string Summary = "Record scripts as applied to a target, without running them.";

    private const string Details = """
        All scripts that the policy of the commit governs, or only those named. Needed once after enrolling,
        and after a person has finished or replaced by hand what a deployment could not.

        Examples:
          countersign target baseline orders-prod --ref origin/main
          countersign target baseline orders-prod --script db/0042-refunds.sql
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = TargetCommand.Name();
        var repository = SharedOptions.Repository();
        var reference = new Option<string>("--ref") { Description = "The commit", HelpName = "COMMIT", DefaultValueFactory = _ => "HEAD" };
        var scripts = new Option<string[]>("--script")
        {
            Description = "Only this script, by its path in the repository; may be given several times",
            HelpName = "PATH",
        };
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("baseline", Summary, Details) { name, repository, reference, scripts, config };
        command.SetAction((parsed, cancellation) =>
        {
            using var git = GitRepository.Open(parsed.GetValue(repository)!);
            var commit = git.CommitOf(parsed.GetValue(reference)!, "--ref");
            var target = PolicyOf(git, commit).Target(parsed.GetValue(name)!, $"the policy of `{commit.Short}`");
            return Run(target, ScriptsOf(git, commit, target, [.. parsed.GetValue(scripts) ?? []], cancellation), parsed.GetValue(config), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(
        TargetPolicy policy, ImmutableArray<Script> scripts, FileInfo? configuration, CancellationToken cancellation)
    {
        await using var parts = BotParts.Open(configuration);
        await TargetCommand.Find(parts, policy).Baseline(scripts, cancellation);
        foreach (var script in scripts) Printout.Standard.Line($"{script.Path}  {script.Digest}");
        Printout.Standard.Answer(true, $"`{policy.Name}` has these {scripts.Length} scripts as history; what was recorded earlier stays as it was");
        return ExitCode.Done;
    }

    private static PolicyFile PolicyOf(GitRepository git, CommitId commit) => Examining.ReadPolicy(git, commit) switch
    {
        PolicyParse.Valid valid => valid.Policy,
        PolicyParse.Invalid invalid => throw new CannotRunException(
            $"the policy of `{commit.Short}` cannot be used: {PolicyFile.Path}:{invalid.Problems[0].Sentence}"),
        _ => throw new CannotRunException($"`{commit.Short}` has no `{PolicyFile.Path}`; name a commit that has one with --ref"),
    };

    private static ImmutableArray<Script> ScriptsOf(
        GitRepository git, CommitId commit, TargetPolicy target, ImmutableArray<string> named, CancellationToken cancellation)
    {
        if (target.Project is { } project)
            throw new CannotRunException(
                $"`{target.Name}` is declared by `{project}`, which has no history of scripts; nothing is needed but that the database is as the branch declares it");
        var files = git.ListTree(commit, [.. target.Scripts, .. target.Repeatable], cancellation);
        if (named.FirstOrDefault(n => files.All(f => f.Path != n)) is { } unknown)
            throw new CannotRunException($"`{unknown}` is no script of `{target.Name}` at `{commit.Short}`; write its path from the repository's root");
        var versioned = Governance.VersionedPaths(target, files);
        return
        [
            .. files.Where(f => named.IsEmpty || named.Contains(f.Path)).Select(f => new Script(
                f.Path, f.Mode, versioned.Contains(f.Path) ? ScriptRole.Versioned : ScriptRole.Repeatable, git.ReadBlob(f.Blob))),
        ];
    }
}
