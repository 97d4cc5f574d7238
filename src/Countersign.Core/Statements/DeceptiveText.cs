using System.Text;
using Countersign.Analysis;
using Countersign.Analysis.Rules;

namespace Countersign.Statements;

/// <summary>
/// Finds text that looks different from what it says: one finding a rule and line, since a line is read as a whole.
/// </summary>
internal sealed class DeceptiveText
{
    /// <summary>More than anyone reads; a script with so many is noise as a whole.</summary>
    private const int MostFindings = 500;

    private readonly Script _script;
    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly HashSet<(string Rule, int Line)> _found = [];
    private readonly List<Rune> _word = [];
    private int _wordStart;

    private DeceptiveText(Script script) => _script = script;

    /// <summary>The findings of a script whose bytes are valid UTF-8.</summary>
    internal static ImmutableArray<Finding> Find(Script script)
    {
        if (Ascii.IsValid(script.Bytes.Span)) return [];
        var search = new DeceptiveText(script);
        search.Walk();
        return search._findings.ToImmutable();
    }

    private void Walk()
    {
        var bytes = _script.Bytes.Span;
        var before = new Rune(' ');
        for (var at = StrictText.StartOf(bytes); at < bytes.Length && _findings.Count < MostFindings;)
        {
            Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length);
            if (rune.Value >= 0x80) Look(rune, before, new(at, length));
            if (IsPartOfWord(rune)) AddToWord(rune, at);
            else EndWord(at);
            before = rune;
            at += length;
        }

        EndWord(bytes.Length);
    }

    private void Look(Rune rune, Rune before, Span span)
    {
        var name = EscapedText.Name(rune);
        if (DeceptiveRunes.IsBidi(rune))
            Add(TextRules.Bidi, span, $"{name} changes the order in which this line is shown: {Escaped(span)}");
        else if (DeceptiveRunes.IsInvisible(rune) && !DeceptiveRunes.IsPartOfEmoji(rune, before))
            Add(TextRules.Invisible, span, $"{name} is not seen: {Escaped(span)}");
        else if (DeceptiveRunes.IsNotComposed(rune))
            Add(TextRules.NotComposed, span, $"{name} has another spelling that looks the same: {Escaped(span, DeceptiveRunes.IsNotComposed)}");
    }

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_';

    private void AddToWord(Rune rune, int at)
    {
        if (_word.Count == 0) _wordStart = at;
        _word.Add(rune);
    }

    private void EndWord(int at)
    {
        if (_word.Any(r => r.Value >= 0x80))
        {
            var scripts = _word.Select(DeceptiveRunes.LookAlikeScript).OfType<string>().Distinct().ToImmutableArray();
            if (scripts.Length > 1)
            {
                var word = EscapedText.Show(string.Concat(_word), r => DeceptiveRunes.LookAlikeScript(r) is not (null or "Latin"));
                Add(TextRules.MixedScript, new(_wordStart, at - _wordStart), $"`{word}` mixes {string.Join(" and ", scripts)} letters");
            }
        }

        _word.Clear();
    }

    private void Add(Rule rule, Span span, string message)
    {
        var finding = rule.Find(Severity.Error, _script, span, message);
        if (_found.Add((rule.Id, finding.Place.Line))) _findings.Add(finding);
    }

    /// <summary>Up to 40 bytes before the place and after it, within the line, written out.</summary>
    private string Escaped(Span span, Func<Rune, bool>? hides = null)
    {
        var bytes = _script.Bytes.Span;
        var (from, to) = (span.Offset, span.End);
        while (from > 0 && span.Offset - from < 40 && bytes[from - 1] is not ((byte)'\n' or (byte)'\r')) from--;
        while (to < bytes.Length && to - span.End < 40 && bytes[to] is not ((byte)'\n' or (byte)'\r')) to++;
        while (from < span.Offset && (bytes[from] & 0xC0) == 0x80) from++; // begin and end at whole characters
        while (to > span.End && to < bytes.Length && (bytes[to] & 0xC0) == 0x80) to--;
        var text = Encoding.UTF8.GetString(bytes[from..to]);
        return $"`{(hides is null ? EscapedText.Show(text) : EscapedText.Show(text, hides)).Trim()}`";
    }
}
