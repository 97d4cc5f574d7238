using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Countersign.Analysis;
using Countersign.Analysis.Rules;

namespace Countersign.Statements;

/// <summary>How large text may be, in bytes.</summary>
public sealed record TextLimits(int ScriptBytes, int StatementBytes)
{
    /// <summary>5 MB a script, 1 MB a statement.</summary>
    public static TextLimits Default { get; } = new(5_000_000, 1_000_000);
}

/// <summary>What a script's bytes are like.</summary>
/// <param name="Refusals">Why it may not be read at all; at most one a rule, at its first place.</param>
/// <param name="Findings">Text that looks different from what it says.</param>
public sealed record TextCheck(ImmutableArray<Refusal> Refusals, ImmutableArray<Finding> Findings);

/// <summary>
/// What every dialect asks of a script before its parser sees it (INV-10): text that an editor, a forge and a server
/// all show and read alike. Parsers are more lenient than that, each in its own way.
/// </summary>
public static class StrictText
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Bytes to skip at the start: 3 for a byte order mark, else none.</summary>
    public static int StartOf(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? Mark.Length : 0;

    /// <summary>Checks a script's bytes. Bytes that are no text are not looked at any further.</summary>
    public static TextCheck Check(Script script, TextLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (WhyNoText(script, limits ?? TextLimits.Default) is { } refusal) return new([refusal], []);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        refusals.AddRange(ControlCharacters(script));
        var start = StartOf(script.Bytes.Span);
        if (script.Bytes.Span[start..].IndexOf(Mark) is >= 0 and var mark)
            refusals.Add(TextRules.ByteOrderMark.Refuse(script.PlaceOf(start + mark), "there is a byte order mark inside the script"));
        return new(refusals.ToImmutable(), DeceptiveText.Find(script));
    }

    /// <summary>Refuses statements that nobody can review for their size.</summary>
    public static ImmutableArray<Refusal> CheckStatements(IEnumerable<ReadStatement> statements, TextLimits? limits = null)
    {
        var most = (limits ?? TextLimits.Default).StatementBytes;
        return
        [
            .. statements.Where(s => s.Span.Length > most).Select(s => TextRules.StatementSize.Refuse(
                s.Script.PlaceOf(s.Span.Offset), string.Create(CultureInfo.InvariantCulture,
                    $"the statement has {s.Span.Length} bytes; at most {most} are read"))),
        ];
    }

    /// <summary>Refuses a script for its size alone, so that it need not be loaded to be refused; null when it is small enough.</summary>
    public static Refusal? CheckSize(string path, long bytes, TextLimits? limits = null)
    {
        var most = (limits ?? TextLimits.Default).ScriptBytes;
        return bytes <= most ? null : TextRules.ScriptSize.Refuse(Place.File(path), string.Create(CultureInfo.InvariantCulture,
            $"the script has {bytes} bytes; at most {most} are read"));
    }

    private static Refusal? WhyNoText(Script script, TextLimits limits)
    {
        var bytes = script.Bytes.Span;
        if (CheckSize(script.Path, bytes.Length, limits) is { } tooLarge) return tooLarge;
        if (bytes.StartsWith("version https://git-lfs.github.com/spec/"u8))
            return TextRules.LfsPointer.Refuse(Place.File(script.Path), "the script is a Git LFS pointer, not the text itself");
        if (WideEncoding(bytes) is { } encoding)
            return TextRules.WideEncoding.Refuse(Place.File(script.Path), $"the script is {encoding}");
        if (Utf8.IsValid(bytes)) return null;
        var at = FirstInvalid(bytes);
        return TextRules.Utf8.Refuse(script.PlaceOf(at), string.Create(CultureInfo.InvariantCulture,
            $"byte {at} (0x{bytes[at]:X2}) begins no valid UTF-8"));
    }

    /// <summary>By byte order mark, or by the NUL that every second byte of Latin text is in UTF-16.</summary>
    private static string? WideEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || bytes.StartsWith<byte>([0, 0, 0xFE, 0xFF])) return "UTF-32";
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF])) return "UTF-16";
        if (bytes.Length < 4) return null;
        var sample = bytes[..Math.Min(bytes.Length, 512)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
            if (sample[i] == 0 && i % 2 == 0) even++;
            else if (sample[i] == 0) odd++;
        var many = sample.Length / 4;
        return (even > many && odd == 0) || (odd > many && even == 0) ? "UTF-16 without a byte order mark" : null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>The first NUL, the first lone CR, and the first other of C0 (but tab and LF), DEL and C1.</summary>
    private static IEnumerable<Refusal> ControlCharacters(Script script)
    {
        var (nul, lone, other) = FirstControls(script.Bytes.Span);
        if (nul >= 0) yield return TextRules.Nul.Refuse(script.PlaceOf(nul), "there is a NUL byte");
        if (lone >= 0)
            yield return TextRules.LoneCarriageReturn.Refuse(script.PlaceOf(lone),
                "a carriage return without a line feed ends this line for some readers only");
        if (other < 0) yield break;
        Rune.DecodeFromUtf8(script.Bytes.Span[other..], out var rune, out _);
        yield return TextRules.Control.Refuse(script.PlaceOf(other), $"there is the control character {EscapedText.Name(rune)}");
    }

    private static (int Nul, int LoneReturn, int Other) FirstControls(ReadOnlySpan<byte> bytes)
    {
        var (nul, lone, other) = (-1, -1, -1);
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            var next = i + 1 < bytes.Length ? bytes[i + 1] : (byte)0;
            if (b >= 0x20 && b != 0x7F && !(b == 0xC2 && next < 0xA0)) continue; // UTF-8 writes C1 as C2 80 to C2 9F
            if (b == 0) nul = nul < 0 ? i : nul;
            else if (b == '\r') lone = lone < 0 && next != '\n' ? i : lone;
            else if (b is not ((byte)'\t' or (byte)'\n')) other = other < 0 ? i : other;
        }

        return (nul, lone, other);
    }
}
