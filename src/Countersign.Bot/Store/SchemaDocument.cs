using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Schemas;

namespace Countersign.Bot.Store;

/// <summary>
/// The stored form of a schema: JSON, compressed, because a large database has some megabytes of definitions. It holds no
/// row, but it holds names. A change of shape is a new version beside this one, because rows outlive the code.
/// </summary>
internal static class SchemaDocument
{
    /// <summary>As column bytes.</summary>
    public static byte[] Write(Schema schema)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(
                gzip, new(1, [.. schema.Objects.Select(ObjectOf)]), SchemaDocumentJson.Default.SchemaDocumentV1);
        return bytes.ToArray();
    }

    /// <summary>From column bytes.</summary>
    public static Schema Read(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, SchemaDocumentJson.Default.SchemaDocumentV1) is { Version: 1 } document
            ? new(document.Objects.Select(o => new SchemaObject(o.Kind, o.Identity, o.Definition, o.Parent,
                o.Address is [var catalogue, var row, var column] ? new CatalogueAddress(catalogue, row, (int)column) : null)))
            : throw new InvalidDataException("a stored schema has a form that this version cannot read; start the version that wrote it");
    }

    private static SchemaObjectV1 ObjectOf(SchemaObject o) => new(o.Kind, o.Identity, o.Definition, o.Parent,
        o.Address is { } a ? [a.Catalogue, a.Row, (uint)a.Column] : null);
}

internal sealed record SchemaDocumentV1(int Version, ImmutableArray<SchemaObjectV1> Objects);

internal sealed record SchemaObjectV1(
    SchemaObjectKind Kind, string Identity, string Definition, string? Parent = null, ImmutableArray<uint>? Address = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SchemaDocumentV1))]
internal sealed partial class SchemaDocumentJson : JsonSerializerContext;
