using System.CommandLine;
using System.Globalization;
using System.Text;
using Countersign.Policy;
using Countersign.Reports;

namespace Countersign.Bot.Commands;

/// <summary>`countersign policy check`: every mistake of a policy at once.</summary>
internal static class PolicyCheckCommand
{
    private const string Summary = "Find every mistake in a policy: file, line, column, what is wrong, and what was probably meant.";

    private const string Details = """
        Exit codes: 0 it can be used, 1 it has mistakes, 2 it could not be read.

        Examples:
          countersign policy check
          countersign policy check ../other/.countersign.yml
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The policy",
            DefaultValueFactory = _ => new FileInfo(PolicyFile.Path),
        };
        var command = new DetailedCommand("check", Summary, Details) { file };
        command.SetAction(parsed => Run(parsed.GetValue(file)!));
        return command;
    }

    private static int Run(FileInfo file)
    {
        var bytes = LocalPolicy.Bytes(file);
        switch (PolicyReading.Read(bytes))
        {
            case PolicyParse.Valid { Policy: var policy }:
                Printout.Standard.Answer(true, string.Create(CultureInfo.InvariantCulture,
                    $"{file} can be used: targets {string.Join(", ", policy.Targets.Select(t => t.Name))}; rules: {policy.Rules.Length}"));
                return ExitCode.Done;
            case PolicyParse.Invalid { Problems: var problems }:
                Write(problems, file.ToString(), Console.IsOutputRedirected ? null : Encoding.UTF8.GetString(bytes.Span), Console.Out);
                return ExitCode.No;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>One line a problem, as editors and CI systems read them.</summary>
    /// <param name="source">The file's text, to show each place in it; null shows none.</param>
    internal static void Write(ImmutableArray<PolicyProblem> problems, string file, string? source, TextWriter output)
    {
        var lines = source?.Split('\n');
        foreach (var problem in problems)
        {
            output.WriteLine(TerminalText.Line($"{file}:{problem.Sentence}"));
            if (lines is null || problem.Line > lines.Length) continue;
            var line = lines[problem.Line - 1];
            var before = TerminalText.Lines(line[..Math.Clamp(problem.Column - 1, 0, line.Length)]);
            output.WriteLine("    " + TerminalText.Lines(line.TrimEnd('\r')));
            output.WriteLine("    " + new string(' ', before.Length) + "^");
        }
    }
}
