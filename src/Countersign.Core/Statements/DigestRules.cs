using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Statements;

/// <summary>
/// The digest formulas that sign-offs, commands and the ledger bind to (INV-07). Every variable part is
/// framed by its length, so no two inputs can collide by moving a border. Golden vectors are committed;
/// a change of these bytes voids every sign-off in the world, so it needs a new version tag instead.
/// </summary>
public static class DigestRules
{
    /// <summary>What a statement is: its bytes, read in this dialect and session, meant for this target.</summary>
    public static Digest Statement(TargetName target, Dialect dialect, Digest sessionProfile, ReadOnlySpan<byte> bytes)
    {
        using var hash = Start("cs.stmt.v1");
        Field(hash, target.Value);
        Field(hash, dialect.Word());
        Field(hash, sessionProfile.ToBytes());
        Field(hash, bytes);
        return End(hash);
    }

    /// <summary>The chain before the first statement of a target.</summary>
    public static Digest ChainStart(TargetName target)
    {
        using var hash = Start("cs.chain.v1");
        Field(hash, target.Value);
        return End(hash);
    }

    /// <summary>The chain after one more statement: it names this statement and all that run before it.</summary>
    public static Digest Chain(Digest previous, Digest statement)
    {
        using var hash = Start("cs.chain.v1");
        hash.AppendData(previous.ToBytes());
        hash.AppendData(statement.ToBytes());
        return End(hash);
    }

    /// <summary>
    /// Everything that would be executed, on all targets in order. Who names a plan by its digest names what they were shown,
    /// so a plan of which anything was rehearsed has version 2, with what was seen.
    /// </summary>
    public static Digest Plan(ImmutableArray<TargetPlan> targets)
    {
        var rehearsed = targets.Any(t => t.Statements.Any(s => s.Impact is not null));
        using var hash = Start(rehearsed ? "cs.plan.v2" : "cs.plan.v1");
        foreach (var target in targets)
        {
            Field(hash, target.Target.Value);
            hash.AppendData(target.ChainEnd.ToBytes());
            Field(hash, target.LayoutBytes());
            Field(hash, target.ReversalDigest().ToBytes());
            Field(hash, target.FileListBytes());
            if (rehearsed) Field(hash, target.ImpactDigest().ToBytes());
        }

        return End(hash);
    }

    internal static void Field(IncrementalHash hash, string value) => Field(hash, Encoding.UTF8.GetBytes(value));

    internal static void Field(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)value.Length);
        hash.AppendData(length);
        hash.AppendData(value);
    }

    internal static IncrementalHash Start(string tag)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(tag));
        return hash;
    }

    internal static Digest End(IncrementalHash hash) => new(Convert.ToHexStringLower(hash.GetHashAndReset()));
}
