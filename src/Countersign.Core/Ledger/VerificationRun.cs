using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>A verification under way.</summary>
internal sealed class VerificationRun(ImmutableArray<Checkpoint> checkpoints)
{
    private readonly ILookup<long, Checkpoint> _checkpoints = checkpoints.ToLookup(c => c.Size);
    private readonly MerkleTree _tree = new();
    private readonly PairCheck _pairs = new();
    private Digest? _last;

    internal Verification.Broken? Take(ReadOnlySpan<byte> envelope)
    {
        var at = _tree.Size;
        LedgerEntry entry;
        try
        {
            entry = LedgerEntry.Read(envelope);
        }
        catch (LedgerFormatException fault)
        {
            return new(at, Breakage.Type, $"entry {at} cannot be read: {fault.Message}");
        }

        if (entry.Sequence != at)
            return new(at, Breakage.Chain, $"entry {at} calls itself {entry.Sequence}: entries were removed, added or moved");
        if (entry.Previous != _last)
            return new(at, Breakage.Chain, $"entry {at} does not follow the entry before it: one of the two was changed");
        if (_pairs.Take(entry) is { } why)
            return new(at, Breakage.Pair, $"entry {at}: {why}");
        _last = _tree.Add(envelope);
        return AgainstCheckpoints();
    }

    internal Verification End()
    {
        if (_tree.Size == 0 && AgainstCheckpoints() is { } broken) return broken;
        var beyond = checkpoints.Where(c => c.Size > _tree.Size).MaxBy(c => c.Size);
        return beyond is null
            ? new Verification.Intact(_tree.Size, _tree.Root, _pairs.Open)
            : new Verification.Broken(
                _tree.Size, Breakage.Checkpoint, $"the ledger has {_tree.Size} entries, but had {beyond.Size} when a checkpoint was made: its end is missing");
    }

    private Verification.Broken? AgainstCheckpoints() => _checkpoints[_tree.Size].Any(c => c.Root != _tree.Root)
        ? new(_tree.Size, Breakage.Checkpoint, $"the first {_tree.Size} entries are not those that a checkpoint was made of: they were written anew")
        : null;
}
