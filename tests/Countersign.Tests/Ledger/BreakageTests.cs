using System.Text;
using Countersign.Ledger;
using static Countersign.Tests.Ledger.LedgerFacts;

namespace Countersign.Tests.Ledger;

/// <summary>Each way to be wrong has its own kind, which is the exit code.</summary>
[Invariant(32)]
public sealed class BreakageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"payloadType":"text/plain","payload":"e30=","signatures":[]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"!","signatures":[]}""")]
    [InlineData("""{"payloadType":"application/vnd.in-toto+json","payload":"bnVsbA==","signatures":[]}""")]
    [InlineData("""{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]}""")]
    public void Bytes_that_are_no_entry_are_of_no_type(string envelope)
    {
        Assert.Equal(Breakage.Type, Break(Encoding.UTF8.GetBytes(envelope)));
    }

    [Theory]
    [InlineData("ledger:v1:plan", "ledger:v1:plain")]
    [InlineData("ledger:v1:plan", "ledger:v2:plan")]
    [InlineData("ledger:v1:plan", "ledger:v1:verdict")]
    [InlineData("in-toto.io/Statement/v1", "in-toto.io/Statement/v0.1")]
    [InlineData("\"targets\":", "\"goals\":")]
    [InlineData("\"plan\":{", "\"verdict\":{")]
    public void An_entry_that_says_it_is_of_another_type_is_refused(string words, string others)
    {
        var payload = Encoding.UTF8.GetString(Envelope.Unwrap(Envelopes(All[0])[0].Span));
        Assert.Contains(words, payload, StringComparison.Ordinal);

        Assert.Equal(Breakage.Type, Break(Envelope.Wrap(Encoding.UTF8.GetBytes(payload.Replace(words, others, StringComparison.Ordinal)))));
    }

    [Fact]
    public void Signatures_added_later_do_not_stop_an_entry_from_being_read()
    {
        var envelope = Encoding.UTF8.GetString(Envelopes(All[0])[0].Span)
            .Replace("\"signatures\":[]", "\"signatures\":[{\"keyid\":\"k1\",\"sig\":\"AAAA\"}]", StringComparison.Ordinal);

        Assert.IsType<Verification.Intact>(Verification.Verify([Encoding.UTF8.GetBytes(envelope)]));
    }

    [Fact]
    public void An_entry_in_another_place_breaks_the_chain()
    {
        var envelopes = Envelopes(All);

        Assert.Equal(Breakage.Chain, Break(envelopes[1].ToArray()));
        Assert.Equal(Breakage.Chain, Kind(Verification.Verify(envelopes.RemoveAt(2))));
    }

    [Fact]
    public void A_result_without_its_intent_is_missing_a_pair()
    {
        Assert.Equal(Breakage.Pair, KindOf(Committed(Intents(1)[0])));
    }

    [Fact]
    public void A_second_result_is_missing_a_pair()
    {
        var intent = Intents(1)[0];

        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Committed(intent), Committed(intent)));
    }

    [Fact]
    public void An_intent_recorded_twice_is_missing_a_pair()
    {
        var intent = Intents(1)[0];

        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Intended(intent)));
        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Committed(intent), Intended(intent)));
    }

    [Fact]
    public void A_unit_tried_again_before_its_first_try_was_answered_is_missing_a_pair()
    {
        Assert.Equal(Breakage.Pair, KindOf(Intended(Intents(1)[0]), Intended(Intents(2)[0])));
        Assert.Equal([0L, 1L], Open(Intended(Intents(1)[0]), Intended(Intents(2, "billing")[0])));
    }

    [Fact]
    public void A_result_of_another_unit_than_its_intent_is_missing_a_pair()
    {
        var intent = Intents(1)[0];

        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Committed(intent with { Fence = 2 })));
        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Committed(Intents(1, "billing")[0] with { Token = intent.Token })));
    }

    [Fact]
    public void An_intent_without_a_result_yet_is_open()
    {
        var intact = Assert.IsType<Verification.Intact>(Verification.Verify(Envelopes(All[0], Intended(Intents(1)[0]))));

        Assert.Equal([1L], intact.Open);
    }

    [Fact]
    public void An_indeterminate_result_stays_open_until_a_second_one_resolves_it()
    {
        var intent = Intents(1)[0];

        Assert.Equal([0L], Open(Intended(intent), Indeterminate(intent)));
        Assert.Empty(Open(Intended(intent), Indeterminate(intent), Committed(intent)));
        Assert.Equal(Breakage.Pair, KindOf(Intended(intent), Indeterminate(intent), Intended(Intents(2)[0])));
    }

    private static ImmutableArray<long> Open(params LedgerFact[] facts) =>
        Assert.IsType<Verification.Intact>(Verification.Verify(Envelopes(facts))).Open;

    private static Breakage KindOf(params LedgerFact[] facts) => Kind(Verification.Verify(Envelopes(facts)));

    private static Breakage Break(byte[] envelope) => Kind(Verification.Verify([envelope]));

    private static Breakage Kind(Verification verification) => Assert.IsType<Verification.Broken>(verification).Kind;
}
