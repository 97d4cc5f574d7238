namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>What PostgreSQL's parser made of a text. Closed: there are no other outcomes.</summary>
public abstract record ParseOutcome
{
    private ParseOutcome() { }

    /// <summary>The text is well-formed for this server major.</summary>
    /// <param name="Json">
    /// The raw parse tree as UTF-8 JSON: <c>{"version":…,"stmts":[{"stmt":{…},"stmt_location":0,"stmt_len":8}]}</c>.
    /// Locations and lengths are UTF-8 byte offsets into the text; zero is left out, and a missing length
    /// means "to the end". Majors 13 to 17 count blanks and comments before a statement as part of it.
    /// </param>
    public sealed record Tree(ReadOnlyMemory<byte> Json) : ParseOutcome;

    /// <summary>The text is not PostgreSQL of this major, or not text.</summary>
    /// <param name="Message">PostgreSQL's own message, or why the text was refused before parsing.</param>
    /// <param name="ByteOffset">Where in the text, as a UTF-8 byte offset from zero.</param>
    public sealed record SyntaxError(string Message, int ByteOffset) : ParseOutcome;

    /// <summary>The parser was stopped. Nothing is known about the text, so it is opaque (INV-15).</summary>
    public sealed record Aborted(AbortReason Reason) : ParseOutcome;
}

/// <summary>Why a parse was stopped.</summary>
public enum AbortReason
{
    /// <summary>Nested deeper than the parser's stack allows.</summary>
    TooDeep,

    /// <summary>Longer than the input limit, or in need of more memory than the parser may have.</summary>
    TooLarge,

    /// <summary>Not done within the deadline.</summary>
    OutOfTime,

    /// <summary>The parser failed in a way it never should; the instance that did is gone.</summary>
    Crashed,
}
