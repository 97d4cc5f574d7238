using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// PostgreSQL's own parser of one server major. The same text can mean different things to different
/// majors, so the one of the target's server is the one to ask. Hostile text costs an instance at most,
/// never the process (INV-37). Safe to use from several threads at once.
/// </summary>
public sealed class PostgreSqlParser
{
    private static readonly ConcurrentDictionary<int, PostgreSqlParser> Parsers = new();
    private readonly ParserLimits _limits;

    internal PostgreSqlParser(int major, ParserLimits limits)
    {
        Major = major;
        _limits = limits;
    }

    /// <summary>The server majors that can be read, oldest first.</summary>
    public static ImmutableArray<int> Majors { get; } = [13, 14, 15, 16, 17, 18];

    /// <summary>The server major whose grammar this is.</summary>
    public int Major { get; }

    /// <summary>The parser of a server major. Its first parse in a process takes longer; see <see cref="CompiledModules"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Majors"/>.</exception>
    public static PostgreSqlParser For(int major) =>
        Majors.Contains(major)
            ? Parsers.GetOrAdd(major, m => new PostgreSqlParser(m, ParserLimits.Default))
            : throw new ArgumentOutOfRangeException(
                nameof(major), major, $"there is a parser for PostgreSQL {Majors[0]} to {Majors[^1]} only");

    /// <summary>Parses a whole script or a single statement.</summary>
    /// <param name="utf8">UTF-8 without byte order mark. NUL, which would cut the text silently, and invalid UTF-8,
    /// which PostgreSQL's parser lets through, are syntax errors (INV-10).</param>
    public ParseOutcome Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > _limits.InputBytes)
            return new ParseOutcome.Aborted(AbortReason.TooLarge);
        if (Unreadable(utf8.Span) is { } refusal)
            return refusal;
        if (utf8.IsEmpty)
            return new ParseOutcome.Tree("{\"stmts\":[]}"u8.ToArray()); // the module answers an empty text with NULL
        return ParserThreads.Run(this, utf8);
    }

    internal ParserInstance NewInstance() => new(ParserModule.For(Major), _limits);

    private static ParseOutcome.SyntaxError? Unreadable(ReadOnlySpan<byte> utf8)
    {
        var nul = utf8.IndexOf((byte)0);
        if (nul >= 0)
            return new("the text has a NUL character; PostgreSQL would stop reading there", nul);
        return Utf8.IsValid(utf8) ? null : new("the text is not valid UTF-8", InvalidAt(utf8));
    }

    private static int InvalidAt(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }
}
