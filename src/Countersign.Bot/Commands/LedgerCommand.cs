using System.CommandLine;
using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign ledger`: what was done, for those who were not there.</summary>
internal static class LedgerCommand
{
    /// <summary>The command and what is below it.</summary>
    public static Command Create() => new("ledger", "Verify, read and copy the ledger. Needs no network and no running bot.")
    {
        LedgerVerifyCommand.Create(),
        LedgerShowCommand.Create(),
        LedgerExportCommand.Create(),
    };

    /// <summary>Which ledger.</summary>
    internal static Option<FileInfo?> File() => new("--file")
    {
        Description = "The ledger: ledger.db of a data directory, or an exported file; the configured data directory's unless given",
        HelpName = "FILE",
    };

    /// <summary>The envelopes of the given ledger, or of the configured one.</summary>
    /// <exception cref="CannotRunException">When there is none.</exception>
    internal static IEnumerable<ReadOnlyMemory<byte>> Read(FileInfo? file, FileInfo? configuration)
    {
        var path = file?.FullName ?? Configured(configuration);
        return System.IO.File.Exists(path)
            ? LedgerCopy.Read(path)
            : throw new CannotRunException($"there is no ledger at `{path}`; name it with --file, or the bot's configuration with --config");
    }

    private static string Configured(FileInfo? configuration)
    {
        try
        {
            return Path.Combine(BotConfiguration.Load(configuration?.FullName).DataDirectory, "ledger.db");
        }
        catch (ConfigurationRefusedException refused)
        {
            throw new CannotRunException($"name the ledger with --file; without it, {refused.Message}");
        }
    }
}
