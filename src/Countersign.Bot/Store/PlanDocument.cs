using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.SignOffs;

namespace Countersign.Bot.Store;

/// <summary>
/// The JSON form of the statements of a stored plan. Digests only: the text is in Git. A change of shape is a new
/// version beside this one, because rows outlive the code.
/// </summary>
internal static class PlanDocument
{
    /// <summary>As column text.</summary>
    public static string Write(ImmutableArray<SeenStatement> statements) => JsonSerializer.Serialize(
        new PlanDocumentV1(1, [.. statements.Select(s =>
            new PlannedStatementV1(s.Target.Value, s.Number, s.Statement.Hex, s.Chain.Hex))]),
        PlanDocumentJson.Default.PlanDocumentV1);

    /// <summary>From column text. Nothing in a plan is signed yet, so <see cref="SeenStatement.Signed"/> is false.</summary>
    public static ImmutableArray<SeenStatement> Read(string text)
    {
        var document = JsonSerializer.Deserialize(text, PlanDocumentJson.Default.PlanDocumentV1);
        if (document is not { Version: 1 })
            throw new InvalidDataException("a stored plan has a form that this version cannot read; start the version that wrote it");
        return [.. document.Statements.Select(s =>
            new SeenStatement(new(s.Target), s.Number, new(s.Statement), new(s.Chain), Signed: false))];
    }
}

internal sealed record PlanDocumentV1(int Version, ImmutableArray<PlannedStatementV1> Statements);

internal sealed record PlannedStatementV1(string Target, int Number, string Statement, string Chain);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanDocumentV1))]
internal sealed partial class PlanDocumentJson : JsonSerializerContext;
