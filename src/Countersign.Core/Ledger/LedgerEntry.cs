using System.Text.Json;
using Countersign.Ledger.V1;
using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>Where a ledger ends: how many entries it has, and the leaf hash of the last.</summary>
/// <param name="Last">Null for an empty ledger.</param>
public sealed record LedgerEnd(long Size, Digest? Last)
{
    /// <summary>The end of a ledger without entries.</summary>
    public static LedgerEnd Empty { get; } = new(0, null);

    /// <summary>The end after one more envelope.</summary>
    public LedgerEnd After(ReadOnlySpan<byte> envelope) => new(Size + 1, MerkleTree.Leaf(envelope));
}

/// <summary>An entry as it was read back.</summary>
/// <param name="Sequence">0-based.</param>
/// <param name="Previous">Leaf hash of the entry before; null for the first.</param>
public sealed record LedgerEntry(long Sequence, Digest? Previous, DateTimeOffset At, LedgerKind Kind)
{
    /// <summary>What it says; null for a reserved kind.</summary>
    internal BodyV1? Body { get; init; }

    /// <summary>Number of the change request that it is about; null for a reserved kind.</summary>
    public int? ChangeNumber => Body switch
    {
        PlanV1 b => b.Change.Number,
        SignOffV1 b => b.Change.Number,
        VerdictV1 b => b.Change.Number,
        MergeObservedV1 b => b.Change.Number,
        OverrideV1 b => b.Change.Number,
        IntentV1 b => b.Execution.Change.Number,
        ResultV1 b => b.Execution.Change.Number,
        _ => null,
    };

    /// <summary>The envelope of a new entry at this end of the ledger.</summary>
    public static byte[] Write(LedgerEnd end, DateTimeOffset at, LedgerFact fact)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(fact);
        var statement = StatementDocument.Of(end, at, fact);
        return Envelope.Wrap(JsonSerializer.SerializeToUtf8Bytes(statement, LedgerJson.Default.StatementDocument));
    }

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="LedgerFormatException">When it is none of ours.</exception>
    public static LedgerEntry Read(ReadOnlySpan<byte> envelope)
    {
        var payload = Envelope.Unwrap(envelope);
        try
        {
            var statement = JsonSerializer.Deserialize(payload, LedgerJson.Default.StatementDocument)
                ?? throw new LedgerFormatException("its payload is null");
            return statement.ToEntry();
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or FormatException)
        {
            throw new LedgerFormatException("its payload is not an in-toto statement of this ledger", fault);
        }
    }
}
