using Countersign.BadInput.Ledgers;
using Countersign.Ledger;
using Countersign.Tests.Ledger;

namespace Countersign.Tests.BadInput;

/// <summary>B14: a ledger changed in eight ways at sixty places, each of which is found and called by its name.</summary>
[Invariant(32)]
public sealed class LedgerCorpusTests
{
    internal static readonly ImmutableArray<ReadOnlyMemory<byte>> Whole = LedgerFacts.Envelopes(
        [.. LedgerFacts.All[..4], .. Enumerable.Range(1, 40).SelectMany(fence => LedgerFacts.Intents(fence).Select(i => new LedgerFact[] { LedgerFacts.Intended(i), LedgerFacts.Committed(i) }).SelectMany(f => f))]);

    [Fact]
    public void A_ledger_that_was_changed_is_broken_as_its_case_says() => Held.All(Tampering.Of(Whole).Select(l => l.WhatIsWrong()));

    [Fact]
    public void The_ledger_that_is_changed_is_intact_and_long_enough() =>
        Assert.InRange(Assert.IsType<Verification.Intact>(Verification.Verify(Whole)).Size, Tampering.Places + 2, int.MaxValue);
}
