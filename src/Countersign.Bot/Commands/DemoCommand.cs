using System.CommandLine;
using Countersign.Bot.Demo;
using Spectre.Console;

namespace Countersign.Bot.Commands;

/// <summary>`countersign demo`: the whole product on one machine, without any account.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Auto = new("--auto") { Description = "Play the whole story without you, print it, check it, and end." };

    private static readonly Option<string?> Sandbox = new("--sandbox")
    {
        Description = "Path of the sandbox forge's executable; looked for beside this program unless given.",
    };

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "Port of the sandbox's pages, 7070 unless given; with --auto any free one.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DetailedCommand(
            "demo", "Start a sandbox forge, a bot and a production database with an online shop, and show what to try.",
            "Example:\n  countersign demo --auto")
        {
            Auto, Sandbox, Port,
        };
        command.SetAction((arguments, cancellation) => Run(
            arguments.GetValue(Auto), arguments.GetValue(Sandbox) ?? Path.Combine(AppContext.BaseDirectory, "countersign-sandbox"), arguments.GetValue(Port) ?? (arguments.GetValue(Auto) ? 0 : 7070), cancellation));
        return command;
    }

    private static async Task<int> Run(bool auto, string sandbox, int port, CancellationToken cancellation)
    {
        var console = AnsiConsole.Console;
        using var directory = new PassableDirectory("countersign-demo-");
        try
        {
            await using var stage = await DemoStage.Open(new(Path.GetFullPath(sandbox), directory.Path, port), cancellation);
            if (auto) await new DemoStory(stage, console).Play(cancellation);
            else await Show(stage, console, cancellation);
            return 0;
        }
        catch (Exception refused) when (refused is InvalidOperationException or TimeoutException or IOException)
        {
            console.MarkupLineInterpolated($"[red]the demo stopped:[/] {refused.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0; // Ctrl+C is how one leaves the demo
        }
    }

    private static async Task Show(DemoStage stage, IAnsiConsole console, CancellationToken cancellation)
    {
        foreach (var change in DemoCompany.Changes) await DemoCompany.Propose(stage.Sandbox, change, cancellation);
        console.MarkupLineInterpolated($"[bold]Open {stage.ForgeAddress}[/]  (look into production: {stage.Database.Psql})");
        console.WriteLine("""

            Seven pull requests wait. On each page choose who you are and act. Things to try:

              Coupons for the winter sale        approve as dan, merge as eva; see the comment turn to Applied
              Drop the legacy import             approve as ana only, and try to merge; push an edit and see her sign-off die
              Let Jo refund orders               merge as root past the gate; nothing runs until cleo signs
              Round mistyped prices              request changes as fin, then approve
              Copy customers for the newsletter  it cannot be signed at all; see why
              Make room for large orders         see locks, rewritten tables, lost rows and what cannot be undone
              Tidy rights of the service desk    it is a DO block; let Jo refund orders first, then sign and merge it

            eva wrote them all; ana and bo are DBAs, cleo is in security, fin in payments, dan may write, root administers.
            Ctrl+C ends it and removes everything it made.
            """);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }
}
