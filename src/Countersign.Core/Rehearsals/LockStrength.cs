using System.Diagnostics;
using Countersign.Statements.PostgreSql;

namespace Countersign.Rehearsals;

/// <summary>Table locks, with the numbers that PostgreSQL gives them (its chapter "Explicit Locking").</summary>
public enum LockStrength
{
    /// <summary>SELECT.</summary>
    AccessShare = 1,

    /// <summary>SELECT … FOR UPDATE.</summary>
    RowShare,

    /// <summary>INSERT, UPDATE, DELETE.</summary>
    RowExclusive,

    /// <summary>VACUUM, CREATE INDEX CONCURRENTLY.</summary>
    ShareUpdateExclusive,

    /// <summary>CREATE INDEX.</summary>
    Share,

    /// <summary>ADD FOREIGN KEY.</summary>
    ShareRowExclusive,

    /// <summary>REFRESH MATERIALIZED VIEW CONCURRENTLY.</summary>
    Exclusive,

    /// <summary>DROP, TRUNCATE, most of ALTER TABLE: even readers wait.</summary>
    AccessExclusive,
}

/// <summary>Names and conflicts of locks.</summary>
public static class LockStrengths
{
    /// <summary>As the documentation writes it: `ACCESS EXCLUSIVE`.</summary>
    public static string Words(this LockStrength strength) => strength switch
    {
        LockStrength.AccessShare => LockMode.AccessShare,
        LockStrength.RowShare => LockMode.RowShare,
        LockStrength.RowExclusive => LockMode.RowExclusive,
        LockStrength.ShareUpdateExclusive => LockMode.ShareUpdateExclusive,
        LockStrength.Share => LockMode.Share,
        LockStrength.ShareRowExclusive => LockMode.ShareRowExclusive,
        LockStrength.Exclusive => LockMode.Exclusive,
        LockStrength.AccessExclusive => LockMode.AccessExclusive,
        _ => throw new UnreachableException(),
    };

    /// <summary>From the `mode` column of pg_locks: `AccessExclusiveLock`. What is unknown counts as the strongest.</summary>
    public static LockStrength OfMode(string mode) =>
        Enum.TryParse<LockStrength>(mode?.Replace("Lock", "", StringComparison.Ordinal), out var strength) ? strength : LockStrength.AccessExclusive;

    /// <summary>The locks that one of this strength keeps out, one bit a strength (table 13.2 of the documentation).</summary>
    public static int ConflictBits(this LockStrength strength) => strength switch
    {
        LockStrength.AccessShare => Bits(LockStrength.AccessExclusive),
        LockStrength.RowShare => Bits(LockStrength.Exclusive, LockStrength.AccessExclusive),
        LockStrength.RowExclusive => Bits(LockStrength.Share, LockStrength.ShareRowExclusive, LockStrength.Exclusive, LockStrength.AccessExclusive),
        LockStrength.ShareUpdateExclusive => Bits(
            LockStrength.ShareUpdateExclusive, LockStrength.Share, LockStrength.ShareRowExclusive, LockStrength.Exclusive, LockStrength.AccessExclusive),
        LockStrength.Share => Bits(
            LockStrength.RowExclusive, LockStrength.ShareUpdateExclusive, LockStrength.ShareRowExclusive, LockStrength.Exclusive, LockStrength.AccessExclusive),
        LockStrength.ShareRowExclusive => Bits(
            LockStrength.RowExclusive, LockStrength.ShareUpdateExclusive, LockStrength.Share, LockStrength.ShareRowExclusive, LockStrength.Exclusive,
            LockStrength.AccessExclusive),
        LockStrength.Exclusive => Bits(
            LockStrength.RowShare, LockStrength.RowExclusive, LockStrength.ShareUpdateExclusive, LockStrength.Share, LockStrength.ShareRowExclusive,
            LockStrength.Exclusive, LockStrength.AccessExclusive),
        LockStrength.AccessExclusive => Bits(Enum.GetValues<LockStrength>()),
        _ => throw new UnreachableException(),
    };

    private static int Bits(params ReadOnlySpan<LockStrength> strengths)
    {
        var bits = 0;
        foreach (var strength in strengths) bits |= 1 << (int)strength;
        return bits;
    }
}
