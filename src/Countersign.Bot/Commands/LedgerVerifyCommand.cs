using System.CommandLine;
using System.Globalization;
using Countersign.Ledger;

namespace Countersign.Bot.Commands;

/// <summary>`countersign ledger verify`: whether anybody changed what was recorded.</summary>
internal static class LedgerVerifyCommand
{
    private const string Summary = "Check every entry: its form, that it follows the one before it, and that every intent has its result.";

    private const string Details = """
        Only a checkpoint kept elsewhere shows that the end was not cut off, or all of it written anew.

        Exit codes: 0 intact, 2 it could not be read; broken by 11 an entry that is none, 12 the chain, 13 a checkpoint,
        14 an intent or result without its other half.

        Examples:
          countersign ledger verify
          countersign ledger verify --file backup/ledger.db --checkpoint march.txt --checkpoint april.txt
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = LedgerCommand.File();
        var config = SharedOptions.Configuration();
        var checkpoints = new Option<FileInfo[]>("--checkpoint") { Description = "An earlier checkpoint; may be given several times", HelpName = "FILE" };
        var command = new DetailedCommand("verify", Summary, Details) { file, checkpoints, config };
        command.SetAction(parsed =>
        {
            ImmutableArray<Checkpoint> known = [.. (parsed.GetValue(checkpoints) ?? []).Select(Parse)];
            var envelopes = LedgerCommand.Read(parsed.GetValue(file), parsed.GetValue(config));
            return Write(Progress.Show("verifying the ledger", () => Verification.Verify(envelopes, known)));
        });
        return command;
    }

    private static Checkpoint Parse(FileInfo file) => Checkpoint.Parse(File.ReadAllText(file.FullName))
        ?? throw new CannotRunException($"`{file}` is no checkpoint: its lines are the ledger's name, a size, and a root in base64");

    private static int Write(Verification verification)
    {
        switch (verification)
        {
            case Verification.Intact intact:
                Printout.Standard.Answer(true, string.Create(CultureInfo.InvariantCulture, $"intact: {intact.Size} entries, root {intact.Root}"));
                if (!intact.Open.IsEmpty)
                    Printout.Standard.Line($"without a result yet: {string.Join(", ", intact.Open.Select(o => $"entry {o}"))}");
                return ExitCode.Done;
            case Verification.Broken broken:
                Printout.Standard.Answer(false, string.Create(CultureInfo.InvariantCulture, $"broken at {broken.At}: {broken.Why}"));
                Printout.Standard.Line("keep this file as evidence, and compare it with a backup that `countersign ledger verify` finds intact");
                return (int)broken.Kind;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
