using System.Diagnostics;

namespace Countersign.Ledger;

/// <summary>What an entry records. Those that are reserved have their words, and nothing writes them yet.</summary>
public enum LedgerKind
{
    /// <summary>A plan was made and shown.</summary>
    Plan,

    /// <summary>A person signed.</summary>
    SignOff,

    /// <summary>A plan was judged.</summary>
    Verdict,

    /// <summary>A change request was seen to have landed.</summary>
    MergeObserved,

    /// <summary>A unit is about to run.</summary>
    Intent,

    /// <summary>What became of a unit.</summary>
    Result,

    /// <summary>Reserved: a reversal was asked for.</summary>
    Reversal,

    /// <summary>A person accepted that a target differs from what was left there.</summary>
    Drift,

    /// <summary>Two people stood in for missing sign-offs.</summary>
    Override,

    /// <summary>Reserved: a signing key came or went.</summary>
    Key,

    /// <summary>Reserved: configuration changed.</summary>
    Configuration,

    /// <summary>Reserved: a checkpoint was made.</summary>
    Checkpoint,
}

/// <summary>The words and types of kinds.</summary>
public static class LedgerKinds
{
    private const string TypePrefix = "urn:countersign:ledger:v1:";

    private static readonly ImmutableDictionary<string, LedgerKind> ByType =
        Enum.GetValues<LedgerKind>().ToImmutableDictionary(k => k.PredicateType());

    /// <summary>The word for people and for the predicate type.</summary>
    public static string Word(this LedgerKind kind) => kind switch
    {
        LedgerKind.Plan => "plan",
        LedgerKind.SignOff => "sign-off",
        LedgerKind.Verdict => "verdict",
        LedgerKind.MergeObserved => "merge-observed",
        LedgerKind.Intent => "intent",
        LedgerKind.Result => "result",
        LedgerKind.Reversal => "reversal",
        LedgerKind.Drift => "drift",
        LedgerKind.Override => "override",
        LedgerKind.Key => "key",
        LedgerKind.Configuration => "configuration",
        LedgerKind.Checkpoint => "checkpoint",
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// The in-toto predicate type. One a kind, so that a record of one kind cannot be taken for another. A URN of our
    /// own, because an address would claim a domain.
    /// </summary>
    public static string PredicateType(this LedgerKind kind) => TypePrefix + kind.Word();

    /// <summary>The kind with this predicate type; null when there is none.</summary>
    public static LedgerKind? OfPredicateType(string type) => ByType.TryGetValue(type, out var kind) ? kind : null;
}
