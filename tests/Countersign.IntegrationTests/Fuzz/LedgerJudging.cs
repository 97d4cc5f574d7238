using Countersign.Ledger;
using Countersign.Tests.Ledger;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>Holds the ledger's reader to its word: bytes that are no entry of ours are told as such, and any changed entry breaks a ledger.</summary>
internal static class LedgerJudging
{
    private static readonly ImmutableArray<ReadOnlyMemory<byte>> Whole = LedgerFacts.Envelopes(LedgerFacts.All);
    private static readonly Checkpoint Anchor = LedgerFacts.CheckpointOf(Whole);

    internal static string? Envelope(byte[] envelope)
    {
        try
        {
            _ = LedgerPage.Of(LedgerEntry.Read(envelope));
        }
        catch (LedgerFormatException)
        {
            if (Verification.Verify([envelope]) is not Verification.Broken { Kind: Breakage.Type }) return "no entry, and yet part of a ledger";
        }

        for (var at = 0; at < Whole.Length; at += 4)
            if (!Whole[at].Span.SequenceEqual(envelope) && Verification.Verify(Whole.SetItem(at, envelope), Anchor) is not Verification.Broken)
                return $"in place of entry {at} it is not noticed";
        return null;
    }

    internal static string? Payload(byte[] payload) => Envelope(Countersign.Ledger.Envelope.Wrap(payload));
}
