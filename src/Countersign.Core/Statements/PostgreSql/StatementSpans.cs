namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Where statements are. Majors 13 to 17 count blanks and comments before a statement as part of it, 18 does not; a
/// statement without semicolon reaches to the end of the text for all. So both ends are found anew.
/// </summary>
internal static class StatementSpans
{
    /// <summary>
    /// The spans, in bytes of the file; or null when they and the gaps do not make up the file (INV-09): then the parser
    /// and this lexer disagree, and neither is believed.
    /// </summary>
    internal static ImmutableArray<Span>? Find(Script script, List<ParsedStatement> parsed)
    {
        var shift = StrictText.StartOf(script.Bytes.Span);
        var text = script.Bytes.Span[shift..];
        var spans = ImmutableArray.CreateBuilder<Span>(parsed.Count);
        var end = 0;
        foreach (var statement in parsed)
        {
            var limit = statement.Length == 0 ? text.Length : statement.Location + statement.Length;
            if (statement.Location < end || limit > text.Length)
                return null;
            var start = SqlText.SkipBlank(text[..limit], statement.Location);
            if (SkipGap(text, end) != start)
                return null;
            end = SqlText.EndOfLastToken(text[..limit], start);
            spans.Add(new(start + shift, end - start));
        }

        return SkipGap(text, end) == text.Length ? spans.DrainToImmutable() : null;
    }

    /// <summary>Between statements there are semicolons, too.</summary>
    private static int SkipGap(ReadOnlySpan<byte> text, int at)
    {
        at = SqlText.SkipBlank(text, at);
        while (at < text.Length && text[at] == ';')
            at = SqlText.SkipBlank(text, at + 1);
        return at;
    }
}
