using System.Text;
using Countersign.Ledger;
using Countersign.Statements;

namespace Countersign.BadInput.Ledgers;

/// <summary>A ledger that somebody changed, and the ways in which it must be found broken.</summary>
/// <param name="Anchored">A checkpoint of the ledger as it was.</param>
public sealed record TamperedLedger(string Name, ImmutableArray<ReadOnlyMemory<byte>> Envelopes, Checkpoint Anchored, ImmutableArray<Breakage> Expected)
{
    /// <summary>Null when it is found broken in one of the expected ways.</summary>
    public string? WhatIsWrong() => Verification.Verify(Envelopes, Anchored) switch
    {
        Verification.Broken broken when Expected.Contains(broken.Kind) => null,
        Verification.Broken broken => $"{Name}: expected {string.Join(" or ", Expected)}, but it is broken by {broken.Kind} at {broken.At}: {broken.Why}",
        _ => $"{Name}: expected {string.Join(" or ", Expected)}, but it is intact",
    };
}

/// <summary>B14: eight ways to change a ledger, each at sixty places. What must be found follows from what was done.</summary>
public static class Tampering
{
    /// <summary>Places of each way.</summary>
    public const int Places = 60;

    /// <summary>All of them, of a ledger of more than <see cref="Places"/> entries that is intact.</summary>
    public static IEnumerable<TamperedLedger> Of(ImmutableArray<ReadOnlyMemory<byte>> whole)
    {
        var anchor = CheckpointOf(whole);
        return Enumerable.Range(0, Places).SelectMany(at => Ways(whole, at).Select(w => new TamperedLedger($"B14: {w.Name} at {at}", w.Envelopes, anchor, w.Expected)));
    }

    private static IEnumerable<(string Name, ImmutableArray<ReadOnlyMemory<byte>> Envelopes, ImmutableArray<Breakage> Expected)> Ways(ImmutableArray<ReadOnlyMemory<byte>> whole, int at)
    {
        yield return ("a word edited", whole.SetItem(at, Edited(whole[at], "acme/shop", "acme/shap", "orders-prod", "orders-prid")), [Breakage.Chain, Breakage.Checkpoint]);
        yield return ("an entry removed", whole.RemoveAt(at), [Breakage.Chain]);
        yield return ("an entry moved down", whole.SetItem(at, whole[at + 1]).SetItem(at + 1, whole[at]), [Breakage.Chain]);
        yield return ("an entry repeated", whole.Insert(at, whole[at]), [Breakage.Chain]);
        yield return ("the end cut off", whole[..at], [Breakage.Checkpoint]);
        yield return ("an entry left out and the rest written anew", Anew(whole.RemoveAt(at)), [Breakage.Checkpoint, Breakage.Pair]);
        yield return ("an entry of another type", whole.SetItem(at, Retyped(whole[at])), [Breakage.Type]);
        yield return ("an entry between", whole.Insert(at, Renumbered(whole[at + 1], at, at == 0 ? null : MerkleTree.Leaf(whole[at - 1].Span))), [Breakage.Chain, Breakage.Pair]);
    }

    private static Checkpoint CheckpointOf(ImmutableArray<ReadOnlyMemory<byte>> envelopes)
    {
        var tree = new MerkleTree();
        foreach (var envelope in envelopes) tree.Add(envelope.Span);
        return new("test", tree.Size, tree.Root);
    }

    /// <summary>The forger owns the keys and makes a chain that holds.</summary>
    private static ImmutableArray<ReadOnlyMemory<byte>> Anew(ImmutableArray<ReadOnlyMemory<byte>> envelopes)
    {
        var anew = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(envelopes.Length);
        foreach (var envelope in envelopes)
            anew.Add(Renumbered(envelope, anew.Count, anew.Count == 0 ? null : MerkleTree.Leaf(anew[^1].Span)));
        return anew.DrainToImmutable();
    }

    private static byte[] Renumbered(ReadOnlyMemory<byte> envelope, int sequence, Digest? previous)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Envelope.Unwrap(envelope.Span))!;
        var predicate = payload["predicate"]!.AsObject();
        predicate["sequence"] = sequence;
        predicate["previous"] = previous is { } hash ? "sha256:" + hash.Hex : null;
        return Envelope.Wrap(Encoding.UTF8.GetBytes(payload.ToJsonString()));
    }

    private static byte[] Edited(ReadOnlyMemory<byte> envelope, string word, string other, string orElse, string another)
    {
        var text = Encoding.UTF8.GetString(Envelope.Unwrap(envelope.Span));
        var edited = text.Replace(word, other, StringComparison.Ordinal);
        return Envelope.Wrap(Encoding.UTF8.GetBytes(edited == text ? text.Replace(orElse, another, StringComparison.Ordinal) : edited));
    }

    private static byte[] Retyped(ReadOnlyMemory<byte> envelope)
    {
        var text = Encoding.UTF8.GetString(Envelope.Unwrap(envelope.Span));
        var type = LedgerEntry.Read(envelope.Span).Kind == LedgerKind.Plan ? LedgerKind.Verdict : LedgerKind.Plan;
        return Envelope.Wrap(Encoding.UTF8.GetBytes(text.Replace(LedgerEntry.Read(envelope.Span).Kind.PredicateType(), type.PredicateType(), StringComparison.Ordinal)));
    }
}
