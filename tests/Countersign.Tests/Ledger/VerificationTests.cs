using Countersign.Ledger;
using CsCheck;

namespace Countersign.Tests.Ledger;

[Invariant(32)]
public sealed class VerificationTests
{
    private static readonly ImmutableArray<ReadOnlyMemory<byte>> Whole = LedgerFacts.Envelopes(LedgerFacts.All);
    private static readonly Checkpoint Anchor = LedgerFacts.CheckpointOf(Whole);

    [Fact]
    public void A_ledger_as_it_was_written_is_intact()
    {
        var intact = Assert.IsType<Verification.Intact>(Verification.Verify(Whole, Anchor));

        Assert.Equal(Whole.Length, intact.Size);
        Assert.Equal(Anchor.Root, intact.Root);
        Assert.Empty(intact.Open);
    }

    [Fact]
    public void An_empty_ledger_is_intact() => Assert.IsType<Verification.Intact>(Verification.Verify([]));

    [Fact]
    public void Without_any_checkpoint_the_next_entry_tells_that_one_was_written_anew()
    {
        var end = LedgerEnd.Empty.After(Whole[0].Span);
        var anew = LedgerEntry.Write(end, Given.Noon.AddDays(1), LedgerFacts.All[1]);

        var broken = Assert.IsType<Verification.Broken>(Verification.Verify([Whole[0], anew, .. Whole[2..]]));

        Assert.Equal("entry 2 does not follow the entry before it: one of the two was changed", broken.Why);
    }

    [Fact]
    public void Any_change_of_a_byte_is_found() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, int.MaxValue - 1], Gen.Byte[1, 255]).Sample(
            (entry, place, difference) =>
            {
                var changed = Whole[entry].ToArray();
                changed[place % changed.Length] ^= difference;
                return IsBroken(Whole.SetItem(entry, changed));
            },
            iter: 800);

    [Fact]
    public void Any_removal_is_found() => Gen.Int[0, Whole.Length - 1].Sample(entry => IsBroken(Whole.RemoveAt(entry)));

    [Fact]
    public void Any_swap_is_found() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, Whole.Length - 1]).Where((a, b) => a != b).Sample(
            (a, b) => IsBroken(Whole.SetItem(a, Whole[b]).SetItem(b, Whole[a])));

    [Fact]
    public void Any_duplicate_is_found() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, Whole.Length]).Sample(
            (entry, place) => IsBroken(Whole.Insert(place, Whole[entry])));

    [Fact]
    public void Any_cut_end_is_found_by_a_checkpoint() =>
        Gen.Int[0, Whole.Length - 1].Sample(size => Assert.Equal(
            Breakage.Checkpoint, Broken(Verification.Verify(Whole[..size], Anchor)).Kind));

    [Fact]
    public void Without_a_checkpoint_a_cut_end_is_not_noticed()
    {
        Assert.IsType<Verification.Intact>(Verification.Verify(Whole[..4]));
    }

    [Fact]
    public void A_ledger_written_anew_is_found_by_a_checkpoint_of_any_size() =>
        Gen.Int[5, Whole.Length].Sample(size =>
        {
            var anew = LedgerFacts.Envelopes(LedgerFacts.All.RemoveAt(1).Insert(2, LedgerFacts.All[1]));
            var anchor = LedgerFacts.CheckpointOf(Whole[..size]);
            return Broken(Verification.Verify(anew, anchor)).Kind == Breakage.Checkpoint;
        });

    [Fact]
    public void Removing_the_end_and_going_on_is_found_by_a_checkpoint()
    {
        var anew = LedgerFacts.Envelopes(LedgerFacts.All[..4]);

        Assert.Equal(Breakage.Checkpoint, Broken(Verification.Verify(anew, Anchor)).Kind);
    }

    private static bool IsBroken(IEnumerable<ReadOnlyMemory<byte>> envelopes) =>
        Verification.Verify(envelopes, Anchor) is Verification.Broken;

    private static Verification.Broken Broken(Verification verification) => Assert.IsType<Verification.Broken>(verification);
}
