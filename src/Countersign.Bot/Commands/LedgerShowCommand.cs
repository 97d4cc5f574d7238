using System.CommandLine;
using Countersign.Ledger;

namespace Countersign.Bot.Commands;

/// <summary>`countersign ledger show`: entries as pages for people.</summary>
internal static class LedgerShowCommand
{
    private const string Summary = "Print entries as pages that need no program to read.";

    private const string Details = """
        Examples:
          countersign ledger show 17
          countersign ledger show --change 7
          countersign ledger show --file backup/ledger.db
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var sequence = new Argument<long?>("SEQUENCE") { Description = "One entry, counted from 0; all of them unless given", Arity = ArgumentArity.ZeroOrOne };
        var change = new Option<int?>("--change") { Description = "Only what is about this change request", HelpName = "NUMBER" };
        var file = LedgerCommand.File();
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("show", Summary, Details) { sequence, change, file, config };
        command.SetAction(parsed => Write(
            LedgerCommand.Read(parsed.GetValue(file), parsed.GetValue(config)), parsed.GetValue(sequence), parsed.GetValue(change)));
        return command;
    }

    private static int Write(IEnumerable<ReadOnlyMemory<byte>> envelopes, long? sequence, int? change)
    {
        var (at, shown) = (0L, 0);
        foreach (var envelope in envelopes)
        {
            var here = at++;
            if (sequence is not null && here != sequence) continue;
            var entry = Read(envelope, here);
            if (change is not null && entry.ChangeNumber != change) continue;
            if (shown++ > 0) Printout.Standard.Line();
            foreach (var line in LedgerPage.Of(entry)) Printout.Standard.Line(line);
        }

        return shown > 0 ? ExitCode.Done : throw new CannotRunException(
            $"the ledger has {at} entries and none of those you asked for; `countersign ledger show` prints them all");
    }

    private static LedgerEntry Read(ReadOnlyMemory<byte> envelope, long at)
    {
        try
        {
            return LedgerEntry.Read(envelope.Span);
        }
        catch (LedgerFormatException fault)
        {
            throw new CannotRunException($"entry {at} cannot be read: {fault.Message}; `countersign ledger verify` says more");
        }
    }
}
