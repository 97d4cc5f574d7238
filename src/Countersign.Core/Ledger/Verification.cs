using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>The ways a ledger can be wrong. The numbers are the exit codes of `countersign ledger verify`.</summary>
public enum Breakage
{
    /// <summary>Reserved: a signature does not hold.</summary>
    Signature = 10,

    /// <summary>Bytes that are no entry, or an entry of a type that this ledger does not have.</summary>
    Type = 11,

    /// <summary>An entry does not follow the one before it: changed, removed, added, or moved.</summary>
    Chain = 12,

    /// <summary>The ledger is not the one that a checkpoint was made of: cut off, or written anew.</summary>
    Checkpoint = 13,

    /// <summary>A result without its intent, two results for one, or a unit tried again before its first try was answered.</summary>
    Pair = 14,
}

/// <summary>What verifying came to. Closed.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <summary>Nothing is wrong with it.</summary>
    /// <param name="Open">Sequences of intents without a result yet: under way, or to be resolved by a person.</param>
    public sealed record Intact(long Size, Digest Root, ImmutableArray<long> Open) : Verification;

    /// <summary>The first thing that is wrong.</summary>
    /// <param name="At">Sequence of the entry; the size for what concerns the end.</param>
    public sealed record Broken(long At, Breakage Kind, string Why) : Verification;

    /// <summary>
    /// Verifies envelopes in their order, as they come: memory does not grow with their length. Needs neither network
    /// nor database.
    /// </summary>
    /// <param name="checkpoints">Earlier sizes and roots; without any, a cut-off end cannot be noticed.</param>
    public static Verification Verify(
        IEnumerable<ReadOnlyMemory<byte>> envelopes, params ImmutableArray<Checkpoint> checkpoints)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        var run = new VerificationRun(checkpoints);
        foreach (var envelope in envelopes)
            if (run.Take(envelope.Span) is { } broken)
                return broken;
        return run.End();
    }
}
