using System.Text.Json;

namespace Countersign.Statements.PostgreSql;

/// <summary>One statement as the parser reports it: where it says it is, and its tree, not read yet.</summary>
/// <param name="Length">Zero means "to the end of the text".</param>
internal readonly record struct ParsedStatement(int Location, int Length, ReadOnlyMemory<byte> Tree);

/// <summary>Cuts the parser's answer for a whole script into statements without reading their trees.</summary>
internal static class ParsedStatements
{
    /// <summary>
    /// Twenty-eight chained operators are deeper than the JSON reader's default; ordinary SQL stays far below this.
    /// What is deeper is opaque.
    /// </summary>
    internal const int DeepestTree = 1_000;

    /// <exception cref="JsonException">The answer is not the JSON that the parser promises.</exception>
    internal static List<ParsedStatement> Cut(ReadOnlyMemory<byte> json)
    {
        var found = new List<ParsedStatement>();
        // Skipping needs one bit a level, so the reader may go as deep as it likes.
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("stmts"u8))
                continue;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                found.Add(One(ref reader, json));
        }

        return found;
    }

    internal static JsonDocument? Read(ParsedStatement statement)
    {
        try
        {
            return JsonDocument.Parse(statement.Tree, new JsonDocumentOptions { MaxDepth = DeepestTree });
        }
        catch (JsonException) // Valid JSON by now, so it is too deep.
        {
            return null;
        }
    }

    private static ParsedStatement One(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var statement = default(ParsedStatement);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTree = reader.ValueTextEquals("stmt"u8);
            var isLocation = reader.ValueTextEquals("stmt_location"u8);
            var isLength = reader.ValueTextEquals("stmt_len"u8);
            reader.Read();
            if (isLocation)
                statement = statement with { Location = reader.GetInt32() };
            else if (isLength)
                statement = statement with { Length = reader.GetInt32() };
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isTree)
                statement = statement with { Tree = json[start..(int)reader.BytesConsumed] };
        }

        return statement;
    }
}
