using System.Text.Json.Serialization;

namespace Countersign.Bot.Store;

/// <summary>A person's word that a schema which somebody else changed is right as it is. It ends in the ledger.</summary>
/// <param name="Target">The target's name, for which it was said.</param>
/// <param name="Differences">What differed then, in clauses.</param>
/// <param name="By">Who says so, as they call themselves.</param>
internal sealed record SchemaAcceptance(
    string Target, ImmutableArray<string> Differences, string By, string Because, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchemaAcceptance))]
internal sealed partial class SchemaAcceptanceJson : JsonSerializerContext;
