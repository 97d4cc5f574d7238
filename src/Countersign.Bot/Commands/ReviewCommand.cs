using System.CommandLine;
using System.Text;
using Countersign.Bot.Reports;
using Countersign.Bot.Workflows;
using Countersign.Reports;
using Verdict = Countersign.SignOffs.Verdict;

namespace Countersign.Bot.Commands;

/// <summary>`countersign review`: the same report as on a forge, from a plain clone.</summary>
internal static class ReviewCommand
{
    private const string Summary = "Show what the change from --base to --head would do to each target, and who must sign it.";

    private const string Details = """
        Needs a clone and nothing else: no forge, no bot, no configuration. The policy is `.countersign.yml` of --base, never of
        --head. No sign-offs are known here, so whatever needs one is pending.

        --rehearse runs a PostgreSQL change in a throwaway server, on what the scripts of --base build there, and shows what was
        seen: locks, rewrites, rows, cascades, what undoes it. It needs `initdb` and `postgres` of the target's major.

        Exit codes: 0 clear (nothing to sign), 10 pending (sign-offs are needed), 11 refused, 2 it could not be told.

        Examples:
          countersign review --base main --head my-branch
          countersign review --base origin/main --format sarif --output countersign.sarif
          countersign review --rehearse --programs /opt/pg16/bin
          countersign review --base v1.4.0 --policy ../policy.yml      a repository that has no policy yet
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var repository = SharedOptions.Repository();
        var onto = Revision("--base", "main", "Where the change would land: a branch, a remote-tracking branch, a tag or a commit id");
        var head = Revision("--head", "HEAD", "The change: a branch, a remote-tracking branch, a tag or a commit id");
        var policy = new Option<FileInfo?>("--policy") { Description = "The policy to use when --base has none", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "Form of the report", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "markdown", "json", "sarif");
        var output = new Option<FileInfo?>("--output") { Description = "Write the report to a file", HelpName = "FILE" };

        var rehearse = new Option<bool>("--rehearse") { Description = "Run the change in a throwaway PostgreSQL, and show what was seen" };
        var programs = new Option<DirectoryInfo[]>("--programs")
        {
            Description = "Where `initdb` and `postgres` are, besides the usual places",
            HelpName = "DIRECTORY",
        };

        var command = new DetailedCommand("review", Summary, Details) { repository, onto, head, policy, format, output, rehearse, programs };
        command.SetAction((parsed, cancellation) => Task.Run(async () =>
        {
            var given = parsed.GetValue(policy) is { } file ? new GivenPolicy(LocalPolicy.Read(file), file.ToString()) : null;
            var request = new LocalChange(parsed.GetValue(repository)!, parsed.GetValue(onto)!, parsed.GetValue(head)!, given);
            using var room = parsed.GetValue(rehearse) ? new RehearsalRoom(parsed.GetValue(programs) ?? []) : null;
            var report = await Progress.Show($"reading {request.Head} onto {request.Base}",
                () => new LocalReview(new(StatementReaders.All()), room?.Rehearsal).Run(request, cancellation));
            Write(report, parsed.GetValue(format)!, parsed.GetValue(output));
            return CodeOf(report.Verdict);
        }, cancellation));
        return command;
    }

    private static Option<string> Revision(string name, string usual, string description) =>
        new(name) { Description = description, HelpName = "COMMIT", DefaultValueFactory = _ => usual };

    private static int CodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Clear => ExitCode.Done,
        Verdict.Pending => ExitCode.Pending,
        Verdict.Refused => ExitCode.Refused,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Write(ReviewReport report, string format, FileInfo? output)
    {
        if (output is not null)
            File.WriteAllText(output.FullName, Render(report, format), new UTF8Encoding(false));
        else if (format == "text")
            ReportText.Write(report, Console.Out, Printout.HasColours);
        else
            Console.Out.Write(Render(report, format));
    }

    private static string Render(ReviewReport report, string format) => format switch
    {
        "markdown" => CommentRendering.RenderAll(report),
        "json" => ReportJson.Render(report),
        "sarif" => ReportSarif.Render(report, typeof(ReviewCommand).Assembly.GetName().Version!.ToString(3)),
        _ => ReportText.Render(report),
    };
}
