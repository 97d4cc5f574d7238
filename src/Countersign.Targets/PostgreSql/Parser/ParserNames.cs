using System.Text.Json;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// What a module's minified imports and exports are called. Made at build time by <c>npm/names.mjs</c>
/// from the package's own JavaScript.
/// </summary>
internal sealed record ParserNames(Dictionary<string, string> Imports, Dictionary<string, string> Exports)
{
    internal static ParserNames Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ParserNames>(json, JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("the name map of a PostgreSQL parser is empty; rebuild Countersign.Targets");
}
