using System.Text;
using System.Text.Json;
using Countersign.Ledger;
using static Countersign.Tests.Ledger.LedgerFacts;

namespace Countersign.Tests.Ledger;

public sealed class LedgerEntryTests
{
    [Fact]
    public void Every_kind_is_read_back_with_its_place_and_time()
    {
        foreach (var (index, envelope) in Envelopes(All).Index())
        {
            var entry = LedgerEntry.Read(envelope.Span);

            Assert.Equal(index, entry.Sequence);
            Assert.Equal(All[index].Kind, entry.Kind);
            Assert.Equal(Given.Noon.AddSeconds(index), entry.At);
            Assert.Equal(index == 0, entry.Previous is null);
        }
    }

    /// <summary>What is on disk outlives the code: a change of these bytes is a new version, not an edit.</summary>
    [Fact]
    public void The_form_on_disk_is_the_approved_one()
    {
        var payloads = Envelopes([.. All[..6], .. All[^2..]]).Select(e => Indented(Envelope.Unwrap(e.Span)));

        Golden.Equal(string.Join('\n', payloads) + "\n", "v1.golden.json");
    }

    [Fact]
    public void A_page_can_be_read_by_a_person()
    {
        var pages = Envelopes([.. All[..6], .. All[^2..]]).Select(e => string.Join('\n', LedgerPage.Of(LedgerEntry.Read(e.Span))));

        Golden.Equal(string.Join("\n\n", pages) + "\n", "pages.golden.txt");
    }

    [Fact]
    public void The_token_of_a_marker_is_not_in_the_ledger()
    {
        var intent = Intents(1)[0];

        foreach (var envelope in Envelopes(Intended(intent), Committed(intent)))
            Assert.DoesNotContain(intent.Token.Hex, Encoding.UTF8.GetString(Envelope.Unwrap(envelope.Span)), StringComparison.Ordinal);
    }

    private static string Indented(byte[] json) =>
        JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, IndentedOptions);

    private static readonly JsonSerializerOptions IndentedOptions = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
