using System.Buffers.Text;
using System.Text.Json;

namespace Countersign.Ledger;

/// <summary>
/// The DSSE envelope around an entry. Its bytes are stored as they were made and never made again, so no
/// canonical form of JSON is needed. `signatures` is empty until there are signing keys; filling it changes no format.
/// </summary>
public static class Envelope
{
    /// <summary>The only payload type; checked before the payload is looked at (CVE-2022-35929).</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private static readonly byte[] Before = "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""u8.ToArray();
    private static readonly byte[] After = "\",\"signatures\":[]}"u8.ToArray();

    /// <summary>The envelope's bytes.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> payload)
    {
        var length = Base64.GetMaxEncodedToUtf8Length(payload.Length);
        var bytes = new byte[Before.Length + length + After.Length];
        Before.CopyTo(bytes, 0);
        Base64.EncodeToUtf8(payload, bytes.AsSpan(Before.Length, length), out _, out _);
        After.CopyTo(bytes, Before.Length + length);
        return bytes;
    }

    /// <summary>The payload's bytes.</summary>
    /// <exception cref="LedgerFormatException">When it is no envelope, or one of another type.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> envelope)
    {
        try
        {
            var reader = new Utf8JsonReader(envelope);
            return Read(ref reader);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            throw new LedgerFormatException("it is not a DSSE envelope", fault);
        }
    }

    private static byte[] Read(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        ExpectName(ref reader, "payloadType"u8);
        Expect(ref reader, JsonTokenType.String);
        if (!reader.ValueTextEquals(PayloadType))
            throw new LedgerFormatException($"its payload type is not `{PayloadType}`");
        ExpectName(ref reader, "payload"u8);
        Expect(ref reader, JsonTokenType.String);
        var payload = reader.GetBytesFromBase64();
        ExpectName(ref reader, "signatures"u8);
        Expect(ref reader, JsonTokenType.StartArray);
        reader.Skip();
        Expect(ref reader, JsonTokenType.EndObject);
        return reader.Read() ? throw new JsonException("more than one value") : payload;
    }

    private static void ExpectName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals(name)) throw new JsonException("another member");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new JsonException("another token");
    }
}

/// <summary>Bytes that are no entry of this ledger. The message says why, without quoting them.</summary>
public sealed class LedgerFormatException : Exception
{
    /// <summary>With a reason.</summary>
    public LedgerFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
