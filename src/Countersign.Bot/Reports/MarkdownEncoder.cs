using System.Text.Encodings.Web;
using Countersign.Reports;

namespace Countersign.Bot.Reports;

/// <summary>
/// Encodes every string that a template writes without naming an encoder itself, so that forgetting one is never an
/// injection (INV-33).
/// </summary>
internal sealed class MarkdownEncoder : TextEncoder
{
    internal static MarkdownEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 16;

    public override string Encode(string value) => Markdown.Prose(value).InCell().Text;

    public override void Encode(TextWriter output, string value, int startIndex, int characterCount) =>
        output.Write(Encode(value.Substring(startIndex, characterCount)));

    public override void Encode(TextWriter output, char[] value, int startIndex, int characterCount) =>
        output.Write(Encode(new string(value, startIndex, characterCount)));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => textLength == 0 ? -1 : 0;

    public override bool WillEncode(int unicodeScalar) => true;

    /// <summary>Running text cannot be encoded one character at a time.</summary>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        throw new NotSupportedException("Markdown is encoded a whole text at a time");
}
