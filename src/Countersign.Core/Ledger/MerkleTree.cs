using System.Security.Cryptography;
using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>
/// The tree of RFC 6962 section 2.1 over the envelopes, computed as they come: it keeps one hash per set bit of the
/// size, so a ledger of any length needs no memory to speak of.
/// </summary>
public sealed class MerkleTree
{
    // Roots of the perfect subtrees, largest first; their sizes are the set bits of Size.
    private readonly List<byte[]> _subtrees = [];

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The hash over all leaves; of the empty string when there are none.</summary>
    public Digest Root
    {
        get
        {
            if (_subtrees.Count == 0) return Digest.Of([]);
            var root = _subtrees[^1];
            for (var i = _subtrees.Count - 2; i >= 0; i--)
                root = Node(_subtrees[i], root);
            return Hex(root);
        }
    }

    /// <summary>SHA-256(0x00 || envelope).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> envelope) => Hex(LeafBytes(envelope));

    /// <summary>Adds an envelope.</summary>
    /// <returns>Its leaf hash.</returns>
    public Digest Add(ReadOnlySpan<byte> envelope)
    {
        var leaf = LeafBytes(envelope);
        AddLeaf(leaf);
        return Hex(leaf);
    }

    /// <summary>Adds an envelope by its leaf hash.</summary>
    public void AddLeaf(Digest leaf) => AddLeaf(leaf.ToBytes());

    private void AddLeaf(byte[] leaf)
    {
        var merged = leaf;
        for (var size = Size; (size & 1) == 1; size >>= 1) // every trailing set bit is a subtree that is now full
        {
            merged = Node(_subtrees[^1], merged);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }

        _subtrees.Add(merged);
        Size++;
    }

    private static byte[] LeafBytes(ReadOnlySpan<byte> envelope)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(envelope);
        return hash.GetHashAndReset();
    }

    private static byte[] Node(byte[] left, byte[] right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        both[0] = 0x01;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(both);
    }

    private static Digest Hex(byte[] hash) => new(Convert.ToHexStringLower(hash));
}
