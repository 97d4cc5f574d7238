using Countersign.Bot.Store;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.Ledger;
using Countersign.Tests.Ledger;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign ledger`: each way to be wrong has its own exit code, without network and without a bot.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly ImmutableArray<ReadOnlyMemory<byte>> Envelopes = LedgerFacts.Envelopes(LedgerFacts.All);

    private readonly string _directory = Directory.CreateTempSubdirectory("countersign-ledger-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task An_intact_ledger_is_intact()
    {
        var told = (await Verify(Envelopes)).Ends(0).Output;
        Assert.Contains($"intact: {Envelopes.Length} entries", told);
    }

    [Fact]
    public async Task Bytes_that_are_no_entry_are_broken_by_type() => (await Verify([.. Envelopes[..3], "{}"u8.ToArray()])).Ends(11);

    [Fact]
    public async Task A_removed_entry_breaks_the_chain() => (await Verify([.. Envelopes[..3], .. Envelopes[4..]])).Ends(12);

    [Fact]
    public async Task A_missing_end_is_found_by_a_checkpoint_and_by_nothing_else()
    {
        var checkpoint = Path.Combine(_directory, "checkpoint.txt");
        await File.WriteAllTextAsync(checkpoint, LedgerFacts.CheckpointOf(Envelopes).Text);
        (await Verify(Envelopes, "--checkpoint", checkpoint)).Ends(0);
        (await Verify(Envelopes[..4])).Ends(0);
        (await Verify(Envelopes[..4], "--checkpoint", checkpoint)).Ends(13);
    }

    [Fact]
    public async Task A_result_without_intent_breaks_the_pairs() =>
        (await Verify(LedgerFacts.Envelopes(LedgerFacts.Committed(LedgerFacts.Intents(1)[0])))).Ends(14);

    [Fact]
    public async Task What_is_no_ledger_is_not_verified()
    {
        Assert.Contains("--file", (await Cli.Run(_directory, "ledger", "verify")).Ends(2).Errors);
        var database = Path.Combine(_directory, "other.db");
        await File.WriteAllBytesAsync(database, [.. "SQLite format 3\0"u8, .. new byte[100]]);
        Assert.Contains(database, (await Cli.Run(_directory, "ledger", "verify", "--file", database)).Ends(2).Errors);
        (await Verify(Envelopes, "--checkpoint", database)).Ends(2);
    }

    [Fact]
    public async Task A_database_and_its_export_are_the_same_ledger()
    {
        using var store = new StoreFile("Ledger");
        using (var ledger = new LedgerStore(store.File, store.Clock)) await ledger.Append(LedgerFacts.All);

        var verified = (await Cli.Run(_directory, "ledger", "verify", "--file", store.File.Name)).Ends(0).Output;
        (await Cli.Run(_directory, "ledger", "export", "copy.jsonl", "--file", store.File.Name)).Ends(0);

        Assert.Equal(verified, (await Cli.Run(_directory, "ledger", "verify", "--file", "copy.jsonl")).Ends(0).Output);
        (await Cli.Run(_directory, "ledger", "export", "copy.jsonl", "--file", store.File.Name)).Ends(2); // never over a file
    }

    [Fact]
    public async Task Pages_are_chosen_by_entry_or_change()
    {
        Write(Envelopes);
        var one = (await Show("3")).Ends(0).Output;
        Assert.StartsWith("Entry 3: merge-observed", one);
        Assert.Contains("Change: acme/shop#12", one);
        var ofChange = Envelopes.Count(e => LedgerEntry.Read(e.Span).Kind != LedgerKind.Drift); // a drift is a target's, of no change
        Assert.Equal(ofChange, (await Show("--change", "12")).Ends(0).Output.Split('\n').Count(l => l.StartsWith("Entry ", StringComparison.Ordinal)));
        Assert.Contains("none of those", (await Show("--change", "13")).Ends(2).Errors);
        Assert.Contains("none of those", (await Show("99")).Ends(2).Errors);
    }

    private string Ledger => Path.Combine(_directory, "ledger.jsonl");

    private Task<Cli> Show(params string[] more) => Cli.Run(_directory, ["ledger", "show", .. more, "--file", Ledger]);

    private Task<Cli> Verify(ImmutableArray<ReadOnlyMemory<byte>> envelopes, params string[] more)
    {
        Write(envelopes);
        return Cli.Run(_directory, ["ledger", "verify", "--file", Ledger, .. more]);
    }

    private void Write(IEnumerable<ReadOnlyMemory<byte>> envelopes)
    {
        using var stream = File.Create(Ledger);
        LedgerFile.Write(stream, envelopes);
    }
}
