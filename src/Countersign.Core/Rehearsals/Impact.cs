using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>A lock on a relation that a statement's transaction held at its end.</summary>
public sealed record HeldLock(ObjectName Relation, LockStrength Strength);

/// <summary>Rows of a relation that were changed; counts are those of where it was observed, by whatever code.</summary>
public sealed record RowChange(ObjectName Relation, long Inserted, long Updated, long Deleted);

/// <summary>A relation that was written anew, and why: `its type changed`, `truncated`.</summary>
public sealed record Rewrite(ObjectName Relation, string Because);

/// <summary>What became of an object.</summary>
public enum ObjectVerb
{
    /// <summary>It was not there before.</summary>
    Creates,

    /// <summary>It was there and is another now.</summary>
    Alters,

    /// <summary>It is gone.</summary>
    Drops,
}

/// <summary>An object that came, changed or went, cascades and dynamic SQL included.</summary>
/// <param name="What">Its kind in plain words, e.g. `table`, `column`, `foreign key constraint`.</param>
/// <param name="Identity">Qualified, as SQL writes it.</param>
public sealed record ObjectChange(ObjectVerb Verb, string What, string Identity);

/// <summary>
/// What a statement was seen to do. The same reading serves the rehearsal and the transaction in production, so they can be
/// compared. All arrays are in ordinal order.
/// </summary>
/// <param name="Locks">Every mode held on every relation outside the system catalogues; those of indexes and TOAST under their table.</param>
/// <param name="Scans">
/// Relations read from end to end by a utility statement. Not for queries and row changes: their plan on a small copy tells
/// nothing about production.
/// </param>
/// <param name="Rights">Privileges, owners, roles and policies that changed; one GRANT, REVOKE or ALTER each.</param>
/// <param name="Session">What later statements of the session would notice: settings, roles, prepared statements, held locks.</param>
/// <param name="Sequences">Sequences that were moved; rollback does not undo that.</param>
/// <param name="TookTransactionId">True when anything at all was written.</param>
public sealed record Impact(
    ImmutableArray<HeldLock> Locks,
    ImmutableArray<RowChange> Rows,
    ImmutableArray<ObjectName> Scans,
    ImmutableArray<Rewrite> Rewrites,
    ImmutableArray<ObjectChange> Objects,
    ImmutableArray<string> Rights,
    ImmutableArray<string> Session,
    ImmutableArray<ObjectName> Sequences,
    bool TookTransactionId)
{
    /// <summary>Nothing was seen.</summary>
    public static Impact None { get; } = new([], [], [], [], [], [], [], [], false);
}
