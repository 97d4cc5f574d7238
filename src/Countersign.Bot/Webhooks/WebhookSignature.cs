using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Countersign.Bot.Webhooks;

/// <summary>
/// `X-Hub-Signature-256`: HMAC-SHA-256 over the raw bytes of the body, `sha256=` and 64 lower-case hex digits. The
/// SHA-1 header beside it is never read (INV-01).
/// </summary>
internal sealed class WebhookSignature
{
    /// <summary>The header.</summary>
    public const string Header = "X-Hub-Signature-256";

    /// <summary>A shorter secret could be guessed offline from one observed delivery.</summary>
    public const int ShortestSecret = 16;

    private const string Prefix = "sha256=";

    private readonly ImmutableArray<byte[]> _secrets;

    /// <summary>Takes the secrets that are valid now: one, or two while they are being rotated.</summary>
    /// <exception cref="ArgumentException">When there is none, or a short one: nothing could be authenticated.</exception>
    public WebhookSignature(IEnumerable<string> secrets)
    {
        _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes)];
        if (_secrets.Length is < 1 or > 2 || _secrets.Any(s => s.Length < ShortestSecret))
            throw new ArgumentException(
                $"webhooks need one or two secrets of at least {ShortestSecret} bytes", nameof(secrets));
    }

    /// <summary>Reads the header's form alone, so that a body without any signature is not even received.</summary>
    /// <returns>The 32 bytes that it claims; null when it is missing, doubled or malformed.</returns>
    public static byte[]? Parse(StringValues header)
    {
        if (header is not [{ Length: 71 } text] || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var digits = text.AsSpan(Prefix.Length);
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigitLower(digit))
                return null;
        return Convert.FromHexString(digits);
    }

    /// <summary>Whether one of our secrets made this signature of this body. Takes the same time for either answer.</summary>
    public bool Matches(ReadOnlySpan<byte> body, ReadOnlySpan<byte> claimed)
    {
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var matches = false;
        foreach (var secret in _secrets)
        {
            HMACSHA256.HashData(secret, body, computed);
            matches |= CryptographicOperations.FixedTimeEquals(computed, claimed);
        }

        return matches;
    }
}
