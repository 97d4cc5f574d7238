using System.CommandLine;
using System.CommandLine.Invocation;
using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.Reports;
using Countersign.Targets;

namespace Countersign.Bot.Commands;

/// <summary>`countersign` and its commands.</summary>
internal static class CommandLine
{
    private const string Description = """
        Reviews SQL migrations statement by statement, and applies exactly the bytes that people signed.

        To look at a change of a clone, without a forge and without a bot:
          countersign review --base main --head my-branch

        To see who must sign a script before it is committed:
          countersign policy explain db/0042-refunds.sql

        To see all of it on this machine, without any account:
          countersign demo

        To run the bot:
          countersign serve --config /etc/countersign.json
        """;

    /// <summary>The tree of commands.</summary>
    public static RootCommand Create() => DetailedHelp.AddTo(new(Description)
    {
        ReviewCommand.Create(),
        PolicyCommand.Create(),
        ServeCommand.Create(),
        TargetCommand.Create(),
        DeploymentCommand.Create(),
        RepositoryCommand.Create(),
        LedgerCommand.Create(),
        DemoCommand.Create(),
    });

    /// <summary>Runs one command.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        // A reference may begin with `@`, which is no file of arguments here.
        var parsed = Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction mistake) mistake.ShowHelp = false; // all of it would hide the mistake
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1), // the server first finishes what it had begun
            });
            if (parsed.Action is not ParseErrorAction) return code;
            await Console.Error.WriteLineAsync($"see `{PathOf(parsed.CommandResult.Command)} --help`");
            return ExitCode.CannotRun;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception fault) when (IsExpected(fault))
        {
            await Console.Error.WriteLineAsync("countersign: " + TerminalText.Lines(fault.Message));
            return ExitCode.CannotRun;
        }
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "countersign";

    /// <summary>Troubles whose messages are made for the person at the terminal. Anything else is a fault of ours and shows where.</summary>
    private static bool IsExpected(Exception fault) => fault
        is CannotRunException or ConfigurationRefusedException or SchemaRefusedException or StoreUnreachableException or GitContentException
        or ForgeUnavailableException or TargetUnreachableException
        or IOException or InvalidDataException or UnauthorizedAccessException;
}
