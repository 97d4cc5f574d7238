using System.Buffers.Binary;
using System.Text;

namespace Countersign.IntegrationTests.SqlServer.Wire;

/// <summary>Messages of TDS 7.4 over a socket: packets put together and taken apart (MS-TDS 2.2.3).</summary>
internal sealed class TdsStream(Stream stream)
{
    private const int PacketSize = 4096;
    private const int HeaderSize = 8;

    /// <summary>The next message of the client; null when it hung up.</summary>
    internal async Task<(byte Type, byte[] Body)?> Read()
    {
        var body = new MemoryStream();
        var header = new byte[HeaderSize];
        while (await stream.ReadAtLeastAsync(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize)
        {
            var content = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderSize];
            await stream.ReadExactlyAsync(content);
            body.Write(content);
            if ((header[1] & 1) != 0) return (header[0], body.ToArray());
        }

        return null;
    }

    internal async Task Write(byte[] body)
    {
        for (var at = 0; at == 0 || at < body.Length; at += PacketSize - HeaderSize)
        {
            var size = Math.Min(PacketSize - HeaderSize, body.Length - at);
            var packet = new byte[HeaderSize + size];
            packet[0] = 4; // a reply
            packet[1] = (byte)(at + size == body.Length ? 1 : 0);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            packet[6] = 1;
            body.AsSpan(at, size).CopyTo(packet.AsSpan(HeaderSize));
            await stream.WriteAsync(packet);
        }
    }
}

/// <summary>Reads little-endian fields one after another.</summary>
internal sealed class TdsReader(byte[] body)
{
    internal int At { get; set; }

    internal bool IsAtEnd => At >= body.Length;

    internal byte Byte() => body[At++];

    internal ushort UShort() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    internal int Int() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    internal long Long() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    internal string Text(int units) => Encoding.Unicode.GetString(Bytes(2 * units));

    internal ReadOnlySpan<byte> Bytes(int count)
    {
        At += count;
        return body.AsSpan(At - count, count);
    }

    internal ReadOnlySpan<byte> Rest() => Bytes(body.Length - At);
}

/// <summary>Writes little-endian fields one after another.</summary>
internal sealed class TdsBytes
{
    private readonly List<byte> _bytes = [];

    internal byte[] ToArray() => [.. _bytes];

    internal void Write(byte value) => _bytes.Add(value);

    internal void Write(byte[] values) => _bytes.AddRange(values);

    internal void Write(ushort value) => _bytes.AddRange(BitConverter.GetBytes(value));

    internal void Write(int value) => _bytes.AddRange(BitConverter.GetBytes(value));

    internal void Write(long value) => _bytes.AddRange(BitConverter.GetBytes(value));
}
