using System.Text;

namespace Countersign.Statements.PostgreSql;

/// <summary>A statement's own text as tokens, so that safer SQL can be made of it by exact edits.</summary>
internal sealed class StatementText
{
    /// <summary>Longer names are cut (NAMEDATALEN - 1).</summary>
    private const int LongestName = 63;

    private readonly ReadOnlyMemory<byte> _script;
    private readonly Span _span;
    private readonly int _start;
    private readonly Lazy<ImmutableArray<Token>> _tokens;

    /// <param name="script">All bytes of the script.</param>
    internal StatementText(ReadOnlyMemory<byte> script, Span span)
    {
        (_script, _span, _start) = (script, span, StrictText.StartOf(script.Span));
        _tokens = new(Cut);
    }

    /// <summary>A token by its bytes in the script; its word is in upper case.</summary>
    internal readonly record struct Token(int At, int End, string Word);

    /// <summary>Replaces some bytes of the script; nothing is replaced where both are the same.</summary>
    internal readonly record struct Edit(int At, int End, string Text);

    internal ImmutableArray<Token> Tokens => _tokens.Value;

    /// <summary>Where the statement's last token ends, its semicolon left out.</summary>
    internal int End => Tokens is [.., var previous, { Word: ";" }] ? previous.End : Tokens[^1].End;

    /// <summary>The token that stands at a location of the parse tree, or -1.</summary>
    internal int IndexAt(int location)
    {
        for (var i = 0; i < Tokens.Length; i++)
            if (Tokens[i].At == location + _start)
                return i;
        return -1;
    }

    /// <summary>The first token that is one of these words, or -1.</summary>
    internal int IndexOf(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < Tokens.Length; i++)
            if (words.Contains(Tokens[i].Word))
                return i;
        return -1;
    }

    /// <summary>A token as it was written.</summary>
    internal string Original(Token token) => Encoding.UTF8.GetString(_script.Span[token.At..token.End]);

    internal Edit After(int token, string text) => new(Tokens[token].End, Tokens[token].End, text);

    /// <summary>Replaces the tokens from one to another, both included.</summary>
    internal Edit Replace(int first, int last, string text) => new(Tokens[first].At, Tokens[last].End, text);

    /// <summary>The statement after the edits, in whose order the order of giving is no matter, with one semicolon.</summary>
    internal string With(params IEnumerable<Edit> edits)
    {
        var text = new StringBuilder();
        var at = _span.Offset;
        foreach (var edit in edits.OrderBy(e => e.At))
        {
            text.Append(Encoding.UTF8.GetString(_script.Span[at..edit.At])).Append(edit.Text);
            at = edit.End;
        }

        return text.Append(Encoding.UTF8.GetString(_script.Span[at..Math.Max(at, End)])).Append(';').ToString();
    }

    /// <summary>Names that the server cuts; the parse tree has them cut already.</summary>
    internal IEnumerable<string> LongNames()
    {
        if (_span.Length <= LongestName)
            yield break;
        foreach (var token in Tokens.Where(IsLongName))
            yield return Original(token);
    }

    /// <summary>Strings with a letter before them, like E'…', are no names.</summary>
    private bool IsLongName(Token token)
    {
        var bytes = _script.Span[token.At..token.End];
        var isQuoted = bytes[0] == '"';
        return bytes.Length - (isQuoted ? 2 : 0) > LongestName && bytes[^1] != '\''
            && (isQuoted || bytes[0] >= 0x80 || bytes[0] == '_' || char.IsAsciiLetter((char)bytes[0]));
    }

    private ImmutableArray<Token> Cut()
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        var text = _script.Span[..(_span.Offset + _span.Length)];
        for (var at = SqlText.SkipBlank(text, _span.Offset); at < text.Length;)
        {
            var end = SqlText.SkipToken(text, at);
            tokens.Add(new(at, end, Encoding.UTF8.GetString(text[at..end]).ToUpperInvariant()));
            at = SqlText.SkipBlank(text, end);
        }

        return tokens.ToImmutable();
    }
}
