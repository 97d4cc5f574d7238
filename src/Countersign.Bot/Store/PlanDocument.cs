using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>
/// The JSON form of the statements of a stored plan. Digests only: the text is in Git. A change of shape is a new
/// version beside those before it, because rows outlive the code.
/// </summary>
internal static class PlanDocument
{
    private const string FromTheFuture = "a stored plan has a form that this version cannot read; start the version that wrote it";

    /// <summary>As column text, in the newest version.</summary>
    public static string Write(ImmutableArray<SeenStatement> statements) => JsonSerializer.Serialize(
        new PlanDocumentV2(2, [.. statements.Select(s => new PlannedStatementV2(
            s.Target.Value, s.Number, s.Statement.Hex, s.Chain.Hex, s.Impact?.Hex, s.RunsAlone))]),
        PlanDocumentJson.Default.PlanDocumentV2);

    /// <summary>From column text. Nothing in a plan is signed yet, so <see cref="SeenStatement.Signed"/> is false.</summary>
    /// <remarks>Version 1 says neither what was seen nor what runs alone, and its members are among those of version 2.</remarks>
    public static ImmutableArray<SeenStatement> Read(string text)
    {
        var document = JsonSerializer.Deserialize(text, PlanDocumentJson.Default.PlanDocumentV2);
        if (document is not { Version: 1 or 2 }) throw new InvalidDataException(FromTheFuture);
        return [.. document.Statements.Select(s => new SeenStatement(new(s.Target), s.Number, new(s.Statement), new(s.Chain), Signed: false)
        {
            Impact = s.Impact is { } hex ? new Digest(hex) : null,
            RunsAlone = s.RunsAlone,
        })];
    }
}

internal sealed record PlanDocumentV2(int Version, ImmutableArray<PlannedStatementV2> Statements);

internal sealed record PlannedStatementV2(
    string Target, int Number, string Statement, string Chain, string? Impact = null, bool? RunsAlone = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanDocumentV2))]
internal sealed partial class PlanDocumentJson : JsonSerializerContext;
