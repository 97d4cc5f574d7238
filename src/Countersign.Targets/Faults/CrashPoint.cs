namespace Countersign.Targets.Faults;

/// <summary>
/// Places between two steps where a process that ends leaves the most behind. The names are those of `docs/reliability.md`,
/// which also tells which points of the list have no place in this code, and why.
/// </summary>
public enum CrashPoint
{
    /// <summary>A message was received, and is not in the inbox yet.</summary>
    K1 = 1,

    /// <summary>A message is in the inbox, and its sender has no answer yet.</summary>
    K2 = 2,

    /// <summary>A message was answered, and nobody works on it yet.</summary>
    K3 = 3,

    /// <summary>A change was read, and its plan is not kept yet.</summary>
    K4 = 4,

    /// <summary>A plan is kept, and nobody has seen it yet.</summary>
    K5 = 5,

    /// <summary>The forge has a comment, and we do not know its number yet.</summary>
    K6 = 6,

    /// <summary>The forge has a check, and we have not noted it yet.</summary>
    K7 = 7,

    /// <summary>Sign-offs were read, and are not in the ledger yet.</summary>
    K8 = 8,

    /// <summary>A verdict is in the ledger, and not on the forge yet.</summary>
    K9 = 9,

    /// <summary>A change was seen to have landed, and the ledger does not say so yet.</summary>
    K10 = 10,

    /// <summary>Intents are in the ledger, and the target is not connected to yet.</summary>
    K11 = 11,

    /// <summary>A unit's transaction is open, and nothing has run in it.</summary>
    K12 = 12,

    /// <summary>A statement has run, and nobody has looked at its answer.</summary>
    K13 = 13,

    /// <summary>Between two statements of a unit.</summary>
    K14 = 14,

    /// <summary>All statements of a unit have run, and its marker is not written.</summary>
    K15 = 15,

    /// <summary>A unit's marker is written, and not committed.</summary>
    K16 = 16,

    /// <summary>A unit is committed, and nobody has looked at the answer.</summary>
    K17 = 17,

    /// <summary>A unit is known to be committed, and the ledger does not say so yet.</summary>
    K18 = 18,

    /// <summary>A result is in the ledger, and not in the store.</summary>
    K19 = 19,

    /// <summary>A checkpoint was made, and nobody else has it yet.</summary>
    K20 = 20,

    /// <summary>A deployment has ended, and the forge does not know yet.</summary>
    K21 = 21,

    /// <summary>A schema file of our own store has run, and the upgrade is not committed.</summary>
    K26 = 26,
}
