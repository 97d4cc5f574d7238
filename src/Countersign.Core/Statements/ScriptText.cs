using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Countersign.Statements;

/// <summary>
/// What every dialect asks of a script before its parser sees it (INV-10): text that an editor, a forge and a
/// server all show and read alike. Parsers are more lenient than that, each in its own way.
/// </summary>
public static class ScriptText
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Bytes to skip at the start: 3 for a byte order mark, else none.</summary>
    public static int StartOf(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    /// <summary>The first thing that is wrong with the script's text, or null.</summary>
    public static Refusal? Check(Script script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var bytes = script.Bytes.Span;
        if (!Utf8.IsValid(bytes))
            return new("CS001", script.PlaceOf(InvalidAt(bytes)), "the file is not valid UTF-8", "save it as UTF-8");

        var text = bytes[StartOf(bytes)..];
        var bom = text.IndexOf(ByteOrderMark);
        if (bom >= 0)
            return new("CS002", script.PlaceOf(StartOf(bytes) + bom), "there is a byte order mark inside the file", "remove it");

        var control = ControlAt(bytes);
        if (control < 0)
            return null;
        return bytes[control] == (byte)'\r'
            ? new("CS003", script.PlaceOf(control), "a carriage return without a line feed ends this line for some readers only",
                "use LF or CR LF line ends")
            : new("CS004", script.PlaceOf(control), $"the file has the control character {Name(bytes[control..])}",
                "remove it, or write it as an escape of the dialect");
    }

    /// <summary>C0 but tab and line ends, DEL, and C1, which UTF-8 writes as C2 80 to C2 9F.</summary>
    private static int ControlAt(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var next = i + 1 < bytes.Length ? bytes[i + 1] : (byte)0;
            if (bytes[i] switch
            {
                (byte)'\t' or (byte)'\n' => false,
                (byte)'\r' => next != '\n',
                < 0x20 or 0x7F => true,
                0xC2 => next < 0xA0,
                _ => false,
            })
                return i;
        }

        return -1;
    }

    private static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    private static string Name(ReadOnlySpan<byte> at)
    {
        Rune.DecodeFromUtf8(at, out var rune, out _);
        return "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture);
    }
}
