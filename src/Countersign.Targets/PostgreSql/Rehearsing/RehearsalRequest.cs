using Countersign.Policy;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>What is to be rehearsed, and on what.</summary>
/// <param name="Schema">The target's schema; null starts from an empty database.</param>
/// <param name="Origin">Where the schema is from, in plain words, for the report.</param>
/// <param name="PlannedOn">Fingerprint of the target's schema.</param>
/// <param name="ApplyLogin">The login that would run the plan in production.</param>
/// <param name="Prelude">Scripts that have landed but are not in the schema yet; they run first.</param>
/// <param name="Sizes">Of the target's relations, handed on to the report.</param>
public sealed record RehearsalRequest(
    TargetPolicy Policy,
    TargetPlan Plan,
    Schema? Schema,
    string Origin,
    Digest PlannedOn,
    string ApplyLogin,
    ImmutableArray<Script> Prelude,
    ImmutableArray<RelationSize> Sizes);
