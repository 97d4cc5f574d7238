using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>
/// What a statement was seen to do, in the words of effects. Observing replaces what reading guesses of locks, scans and
/// rewrites, and adds to everything else: a branch that did not run in the rehearsal may run in production.
/// </summary>
internal sealed class ObservedEffects(TargetPlan plan, TargetRehearsal rehearsal)
{
    private readonly RelationNames _names = RelationNames.Of(plan.Session);

    internal ImmutableArray<Effect> Of(ReadStatement read, Impact impact)
    {
        ImmutableArray<Effect> kept = [.. read.Effects.Where(e => e is not (Effect.Locks or Effect.Scans or Effect.Rewrites))];
        var known = kept.ToHashSet();
        return [.. kept, .. Additions(impact, kept).Where(known.Add)];
    }

    private IEnumerable<Effect> Additions(Impact impact, ImmutableArray<Effect> said) =>
    [
        .. impact.Rows.SelectMany(Rows),
        .. impact.Objects.SelectMany(o => Object(o, said)),
        .. said.Any(e => e is Effect.Grants) ? [] : impact.Rights.Select(r => new Effect.Grants(Subject(r), r)),
        .. impact.Session.Select(s => new Effect.ChangesSession(s)),
        .. impact.Rewrites.Select(r => new Effect.Rewrites(_names.Short(r.Relation), WithSize(r.Relation, r.Because))),
        .. impact.Scans.Select(s => new Effect.Scans(_names.Short(s),
            impact.Rewrites.Any(r => r.Relation == s) ? "seen in the rehearsal" : WithSize(s, "seen in the rehearsal"))),
        .. Locks(impact),
    ];

    private IEnumerable<Effect> Rows(RowChange change)
    {
        var relation = _names.Short(change.Relation);
        if (change.Inserted > 0) yield return new Effect.WritesRows(relation, "insert");
        if (change.Updated > 0) yield return new Effect.WritesRows(relation, "update");
        if (change.Deleted > 0) yield return new Effect.WritesRows(relation, "delete");
    }

    /// <summary>Objects that reading named already keep reading's more exact words.</summary>
    private IEnumerable<Effect> Object(ObjectChange change, ImmutableArray<Effect> said)
    {
        var name = _names.Parse(change.Identity);
        var covered = said.Any(e => (e, change.Verb) switch
        {
            (Effect.Creates c, ObjectVerb.Creates) => c.Object == name,
            (Effect.Drops d, ObjectVerb.Drops) => d.Object == name,
            (Effect.Alters a, ObjectVerb.Alters) => a.Object == name,
            _ => false,
        });
        if (covered) yield break;
        switch (change.Verb)
        {
            case ObjectVerb.Creates:
                yield return new Effect.Creates(name, change.What);
                break;
            case ObjectVerb.Alters when !said.Any(e => e is Effect.Creates or Effect.Drops or Effect.Alters):
                yield return new Effect.Alters(name, change.What);
                break;
            case ObjectVerb.Drops:
                yield return new Effect.Drops(name, change.What);
                if (change.What is "table" or "column" or "table column")
                    yield return new Effect.DestroysData(name, $"drops {change.What} {name}");
                break;
        }
    }

    /// <summary>The strongest lock of each relation that was there before; nobody waits for a relation that nobody else can see.</summary>
    private IEnumerable<Effect> Locks(Impact impact)
    {
        var fresh = impact.Objects.Where(o => o.Verb == ObjectVerb.Creates).Select(o => _names.Parse(o.Identity)).ToHashSet();
        return
            from held in impact.Locks
            where held.Strength > LockStrength.AccessShare
            let relation = _names.Short(held.Relation)
            where !fresh.Contains(relation)
            group held.Strength by relation into modes
            select new Effect.Locks(modes.Key, modes.Max().Words());
    }

    private string WithSize(ObjectName relation, string because) =>
        rehearsal.Sizes.FirstOrDefault(s => s.Relation == relation) is { } size ? $"{because}; {SizeWords.Of(size)}" : because;

    /// <summary>`GRANT SELECT ON TABLE shop.orders TO app` is about shop.orders; what has no ON is about the whole text.</summary>
    private ObjectName Subject(string right)
    {
        var words = right.Split(' ');
        var on = Array.IndexOf(words, "ON");
        return on >= 0 && on + 2 < words.Length ? _names.Parse(words[on + 2]) : new(null, words[^1]);
    }
}
