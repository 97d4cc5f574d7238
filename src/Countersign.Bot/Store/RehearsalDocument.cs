using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>
/// The stored form of a rehearsal: JSON, compressed. It only has to last while its plan is being applied and shown, so one that
/// another version cannot read counts as not kept.
/// </summary>
internal static class RehearsalDocument
{
    /// <summary>Another one with every change of the records that are written here as they are.</summary>
    private const int Version = 1;

    /// <summary>As column bytes.</summary>
    public static byte[] Write(TargetRehearsal rehearsal)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(gzip, new(
                Version, rehearsal.Origin, rehearsal.ServerMajor, rehearsal.Before.Hex, rehearsal.Difference.Objects,
                [.. rehearsal.Statements.Select(StoredStatement.Of)], [.. rehearsal.UnitsAfter.Select(u => u.Hex)], rehearsal.Sizes, rehearsal.Notes),
                RehearsalDocumentJson.Default.StoredRehearsal);
        return bytes.ToArray();
    }

    /// <summary>From column bytes; null when another version wrote them.</summary>
    public static TargetRehearsal? Read(TargetName target, byte[] bytes)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(gzip, RehearsalDocumentJson.Default.StoredRehearsal) is { Version: Version } stored
                ? new(target, stored.Origin, stored.ServerMajor, new(stored.Before), new(stored.Difference),
                    [.. stored.Statements.Select(s => s.ToStatement())], [.. stored.UnitsAfter.Select(u => new Digest(u))], stored.Sizes, stored.Notes)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record StoredRehearsal(
    int Version, string Origin, int ServerMajor, string Before, ImmutableArray<ObjectDifference> Difference,
    ImmutableArray<StoredStatement> Statements, ImmutableArray<string> UnitsAfter, ImmutableArray<RelationSize> Sizes, ImmutableArray<string> Notes);

/// <summary>One of three: an impact, a code with a message, or a reason for not having run.</summary>
internal sealed record StoredStatement(
    Impact? Impact = null, string? UndoneBy = null, string? NotUndone = null, string? Code = null, string? Message = null, string? NotRun = null)
{
    public static StoredStatement Of(StatementRehearsal statement) => statement switch
    {
        StatementRehearsal.Observed seen => new(seen.Impact, (seen.Reversal as Reversal.By)?.Sql, (seen.Reversal as Reversal.Irreversible)?.Because),
        StatementRehearsal.Failed failed => new(Code: failed.Code, Message: failed.Message),
        StatementRehearsal.NotRun not => new(NotRun: not.Because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public StatementRehearsal ToStatement() => this switch
    {
        { Impact: { } impact } => new StatementRehearsal.Observed(impact,
            UndoneBy is not null ? new Reversal.By(UndoneBy) : NotUndone is not null ? new Reversal.Irreversible(NotUndone) : null),
        { Code: { } code } => new StatementRehearsal.Failed(code, Message ?? ""),
        _ => new StatementRehearsal.NotRun(NotRun ?? ""),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredRehearsal))]
internal sealed partial class RehearsalDocumentJson : JsonSerializerContext;
