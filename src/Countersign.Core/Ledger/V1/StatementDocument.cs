using System.Diagnostics;
using System.Text.Json.Serialization;
using Countersign.Statements;

namespace Countersign.Ledger.V1;

/// <summary>An in-toto Statement v1. `Statement` is a word of in-toto here, not ours.</summary>
internal sealed record StatementDocument(
    [property: JsonPropertyName("_type")] string Type,
    ImmutableArray<SubjectV1> Subject,
    string PredicateType,
    PredicateV1 Predicate)
{
    private const string InTotoType = "https://in-toto.io/Statement/v1";
    private const string HashPrefix = "sha256:";

    /// <summary>The document of a new entry.</summary>
    public static StatementDocument Of(LedgerEnd end, DateTimeOffset at, LedgerFact fact) => new(
        InTotoType,
        SubjectsV1.Of(fact),
        fact.Kind.PredicateType(),
        FactsToV1.Fill(
            new PredicateV1(end.Size, at.ToUniversalTime(), end.Last is { } last ? HashPrefix + last.Hex : null), fact));

    /// <summary>The entry that this document says it is.</summary>
    /// <exception cref="LedgerFormatException">When types do not fit.</exception>
    /// <exception cref="ArgumentException">When a digest is none.</exception>
    public LedgerEntry ToEntry()
    {
        if (Type != InTotoType) throw new LedgerFormatException($"its type is not `{InTotoType}`");
        if (LedgerKinds.OfPredicateType(PredicateType) is not { } kind)
            throw new LedgerFormatException("its predicate type is not one of this ledger");
        var body = Predicate.BodyOf(kind);
        if (Predicate.BodyCount != (body is null ? 0 : 1) || (body is null && kind is <= LedgerKind.Result or LedgerKind.Drift or LedgerKind.Override))
            throw new LedgerFormatException($"its predicate is not that of a `{kind.Word()}`");
        if (body is IntentV1 or ResultV1) CheckToken(body);
        return new(Predicate.Sequence, Hash(Predicate.Previous), Predicate.At, kind) { Body = body };
    }

    /// <summary>Intents and results find each other by it, so it must be what it says.</summary>
    private static void CheckToken(BodyV1 body) => _ = new Digest(body switch
    {
        IntentV1 intent => intent.Unit.TokenSha256,
        ResultV1 result => result.Unit.TokenSha256,
        _ => throw new UnreachableException(),
    });

    private static Digest? Hash(string? text) => text switch
    {
        null => null,
        _ when text.StartsWith(HashPrefix, StringComparison.Ordinal) => new Digest(text[HashPrefix.Length..]),
        _ => throw new LedgerFormatException("the hash of the entry before it is not a SHA-256"),
    };
}

/// <summary>What the entry is about: statements by digest, commits by Git's hash.</summary>
internal sealed record SubjectV1(string Name, ImmutableSortedDictionary<string, string> Digest);

/// <summary>Place in the ledger, time, and exactly one body, that of the kind.</summary>
internal sealed record PredicateV1(
    long Sequence,
    DateTimeOffset At,
    string? Previous = null,
    PlanV1? Plan = null,
    SignOffV1? SignOff = null,
    VerdictV1? Verdict = null,
    MergeObservedV1? MergeObserved = null,
    IntentV1? Intent = null,
    ResultV1? Result = null,
    DriftV1? Drift = null,
    OverrideV1? Override = null)
{
    /// <summary>The body of a kind; null when it is not there, or the kind is reserved.</summary>
    public BodyV1? BodyOf(LedgerKind kind) => kind switch
    {
        LedgerKind.Plan => Plan,
        LedgerKind.SignOff => SignOff,
        LedgerKind.Verdict => Verdict,
        LedgerKind.MergeObserved => MergeObserved,
        LedgerKind.Intent => Intent,
        LedgerKind.Result => Result,
        LedgerKind.Drift => Drift,
        LedgerKind.Override => Override,
        >= LedgerKind.Reversal and <= LedgerKind.Checkpoint => null,
        _ => throw new UnreachableException(),
    };

    /// <summary>How many bodies there are.</summary>
    [JsonIgnore]
    public int BodyCount =>
        new BodyV1?[] { Plan, SignOff, Verdict, MergeObserved, Intent, Result, Drift, Override }.Count(b => b is not null);
}

/// <summary>
/// How entries are written. Nothing here may change for entries that exist: new members are optional, and what cannot
/// be optional is version 2 beside this one.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StatementDocument))]
internal sealed partial class LedgerJson : JsonSerializerContext;
