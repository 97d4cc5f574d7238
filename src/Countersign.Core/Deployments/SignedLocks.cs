using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>The locks that were signed, by the relation's name as statements write it.</summary>
internal sealed class SignedLocks(ILookup<ObjectName, LockStrength> signed)
{
    /// <param name="ties">Relations that a foreign key ties together.</param>
    internal static SignedLocks Of(
        RelationNames names, ImmutableArray<Impact> impacts, ImmutableArray<Effect> read, ILookup<ObjectName, ObjectName> ties)
    {
        ImmutableArray<(ObjectName Relation, LockStrength Strength)> said =
        [
            .. impacts.SelectMany(i => i.Locks).Select(l => (names.Short(l.Relation), l.Strength)),
            .. read.SelectMany(Read).Select(l => (names.Short(l.Relation), l.Strength)),
        ];
        var checks = said.Where(l => l.Strength >= LockStrength.RowExclusive).SelectMany(l => ties[l.Relation]).Select(r => (r, LockStrength.RowShare));
        return new(said.Concat(checks).Distinct().ToLookup(l => l.Item1, l => l.Item2));
    }

    /// <summary>
    /// A lock is more than was signed when it keeps anybody out whom the signed ones together would not. ACCESS SHARE keeps
    /// out only what is waited for anyway, so reading anything is free.
    /// </summary>
    /// <param name="shown">The relation with its schema.</param>
    internal IEnumerable<string> Excess(ObjectName shown, ObjectName relation, ImmutableArray<LockStrength> held)
    {
        var allowed = signed[relation].Aggregate(LockStrength.AccessShare.ConflictBits(), (bits, s) => bits | s.ConflictBits());
        var more = held.Where(h => (h.ConflictBits() & ~allowed) != 0).ToImmutableArray();
        if (more.IsEmpty) yield break;
        var signedWords = signed[relation].Where(s => s > LockStrength.AccessShare).ToImmutableArray();
        yield return $"it holds {more.Max().Words()} on {shown}, where "
            + (signedWords.IsEmpty ? "no lock was signed" : $"{signedWords.Max().Words()} was signed");
    }

    /// <summary>Changing rows takes ROW EXCLUSIVE, whether or not reading says so.</summary>
    private static IEnumerable<HeldLock> Read(Effect effect) => effect switch
    {
        Effect.Locks locks => Enum.GetValues<LockStrength>().Where(s => s.Words() == locks.Mode).Select(s => new HeldLock(locks.Object, s)),
        Effect.WritesRows rows => [new(rows.Object, LockStrength.RowExclusive)],
        _ => [],
    };
}
