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
        Description = "The ledger: ledger.db of a data directory, or an exported file; the configured one unless given",
        HelpName = "FILE",
    };

    /// <summary>The envelopes of the given ledger, or of the configured one.</summary>
    /// <exception cref="CannotRunException">When there is none.</exception>
    internal static IEnumerable<ReadOnlyMemory<byte>> Read(FileInfo? file, FileInfo? configuration)
    {
        if (file is null && Configured(configuration) is { Store.ConnectionString: { } connection })
            return LedgerCopy.ReadTable(new PostgreSqlSchema(connection, "Ledger"));
        var path = file?.FullName ?? Path.Combine(Configured(configuration).DataDirectory, "ledger.db");
        return System.IO.File.Exists(path)
            ? LedgerCopy.Read(path)
            : throw new CannotRunException($"there is no ledger at `{path}`; name it with --file, or the bot's configuration with --config");
    }

    private static BotOptions Configured(FileInfo? configuration)
    {
        try
        {
            return BotConfiguration.Load(configuration?.FullName);
        }
        catch (ConfigurationRefusedException refused)
        {
            throw new CannotRunException($"name the ledger with --file; without it, {refused.Message}");
        }
    }
}
