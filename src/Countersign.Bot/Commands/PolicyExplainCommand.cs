using System.CommandLine;
using Countersign.Analysis;
using Countersign.Bot.Workflows;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.Statements;

namespace Countersign.Bot.Commands;

/// <summary>`countersign policy explain`: who must sign a script that is not committed yet, and which rule says so.</summary>
internal static class PolicyExplainCommand
{
    private const string Summary = "Say for every statement of a script what it does, who must sign it, and which rule says so.";

    private const string Details = """
        The scripts are read from the work tree as if a change brought them. All other scripts of the work tree count as history.

        Exit codes: 0 explained, 1 a script is refused, 2 it could not be told.

        Examples:
          countersign policy explain db/0042-refunds.sql
          countersign policy explain db/*.sql --policy proposed.yml
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var scripts = new Argument<FileInfo[]>("SCRIPT") { Description = "Files of the work tree", Arity = ArgumentArity.OneOrMore };
        var repository = new Option<DirectoryInfo>("--repo")
        {
            Description = "Root of the work tree: what paths in the policy start from",
            HelpName = "DIRECTORY",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };
        var policy = new Option<FileInfo?>("--policy") { Description = $"The policy; `{PolicyFile.Path}` of --repo unless given", HelpName = "FILE" };
        var command = new DetailedCommand("explain", Summary, Details) { scripts, repository, policy };
        command.SetAction((parsed, cancellation) =>
        {
            var root = parsed.GetValue(repository)!;
            var file = LocalPolicy.Read(parsed.GetValue(policy) ?? new FileInfo(Path.Combine(root.ToString(), PolicyFile.Path)));
            return Task.FromResult(Run(file, new WorkTree(root), parsed.GetValue(scripts)!, cancellation));
        });
        return command;
    }

    private static int Run(PolicyFile policy, WorkTree tree, FileInfo[] scripts, CancellationToken cancellation)
    {
        var selection = Governance.Select(tree.AsIfNew(policy, [.. scripts.Select(tree.PathOf)]));
        if (selection is Selection.Refused early) return Write(early.Refusals);
        var selected = (Selection.Selected)selection;
        var found = new Examining(StatementReaders.All()).Read(selected, tree.Load, new(), cancellation);
        if (!found.Refusals.IsEmpty) return Write(found.Refusals);
        var plan = PlanBuilding.Build(found.Readings);
        Write(plan, PolicyExplaining.Explain(plan, policy.Heeded(found.Findings), policy, tree.Codeowners()));
        Write(policy.Heeded([.. selected.Findings, .. found.Findings]));
        return ExitCode.Done;
    }

    private static int Write(ImmutableArray<Refusal> refusals)
    {
        foreach (var refusal in refusals) Printout.Standard.Answer(false, refusal.Sentence);
        return ExitCode.No;
    }

    private static void Write(Plan plan, ImmutableArray<StatementExplanation> explanations)
    {
        var output = Printout.Standard;
        var targets = plan.Targets.SelectMany(t => t.Statements.Select(s => (s.Number, t.Target))).ToDictionary();
        foreach (var (statement, sentences) in explanations)
        {
            var row = StatementRow.Of(statement, null);
            output.Strong($"{row.Label}  {row.Kind} {row.Objects}  {row.Place}  on {targets[statement.Number]}");
            if (row.Does.Length > 0) output.Line($"    does   {row.Does}");
            if (row.Holds.Length > 0) output.Line($"    holds  {row.Holds}");
            output.Line($"    undo   {(row.IsReversible ? "yes" : $"no: {row.Undo}")}");
            foreach (var sentence in sentences) output.Line($"    {sentence}");
            output.Line();
        }
    }

    private static void Write(ImmutableArray<Finding> findings)
    {
        foreach (var finding in findings)
            Printout.Standard.Line($"{finding.Place}: {finding.Severity.ToString().ToLowerInvariant()}: {finding.Message}; {finding.Advice} ({finding.Rule})");
    }
}
