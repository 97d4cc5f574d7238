namespace Countersign.Statements;

/// <summary>
/// A SHA-256 digest. It proves which bytes were meant; it does not prove that they do no harm, nor
/// that the target is the one they were written for (that is a precondition of execution).
/// </summary>
public readonly record struct Digest
{
    /// <summary>Length of <see cref="Hex"/>.</summary>
    public const int HexLength = 64;

    /// <summary>Shortest prefix a person may name a digest by (INV-20).</summary>
    public const int ShortestPrefix = 12;

    /// <summary>Takes 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">When <paramref name="hex"/> is anything else.</exception>
    public Digest(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length != HexLength || !hex.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c)))
            throw new ArgumentException($"`{hex}` is not a SHA-256 digest", nameof(hex));
        Hex = hex;
    }

    /// <summary>The digits.</summary>
    public string Hex { get; }

    /// <summary>The prefix shown to people and accepted from them.</summary>
    public string Short => Hex[..ShortestPrefix];

    /// <summary>The digest of <paramref name="bytes"/> alone, without framing.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) =>
        new(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));

    /// <summary>The 32 raw bytes.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    /// <inheritdoc />
    public override string ToString() => Hex;
}
