using System.CommandLine;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign ledger export`: the ledger as a file that an auditor can take away.</summary>
internal static class LedgerExportCommand
{
    private const string Summary = "Write the ledger to a file that an auditor can take away.";

    private const string Details = """
        One DSSE envelope a line, exactly the bytes that are chained. `ledger verify` and `ledger show` read the file as they
        read the database.

        Example:
          countersign ledger export countersign-2026.jsonl
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = new Argument<FileInfo>("OUTPUT") { Description = "The file to write; it must not exist yet" };
        var file = LedgerCommand.File();
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("export", Summary, Details) { output, file, config };
        command.SetAction(parsed =>
        {
            var envelopes = LedgerCommand.Read(parsed.GetValue(file), parsed.GetValue(config));
            using var stream = new FileStream(parsed.GetValue(output)!.FullName, FileMode.CreateNew, FileAccess.Write);
            LedgerFile.Write(stream, envelopes);
            return ExitCode.Done;
        });
        return command;
    }
}
