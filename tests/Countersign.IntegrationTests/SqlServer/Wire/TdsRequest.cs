using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Countersign.IntegrationTests.SqlServer.Wire;

/// <summary>One command as it came over the socket.</summary>
/// <param name="Kind">`batch`, `procedure`, or what else a client can send.</param>
/// <param name="Utf16">The text's bytes, of a batch.</param>
internal sealed record TdsRequest(string User, string Kind, string Text, byte[] Utf16, ImmutableArray<(string Name, string Value)> Values)
{
    internal string this[string name] => Values.Single(v => v.Name == name).Value;

    internal static TdsRequest Of(string user, byte type, byte[] body) => type switch
    {
        1 => Batch(user, body),
        3 => Procedure(user, body),
        6 => new(user, "attention", "", [], []),
        14 => new(user, "transaction manager", "", [], []),
        _ => new(user, $"message {type}", "", [], []),
    };

    /// <summary>LOGIN7: the user's name and the database's.</summary>
    internal static (string User, string Database) Login(byte[] body)
    {
        string Field(int at) => Encoding.Unicode.GetString(
            body, BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at)), 2 * BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at + 2)));
        return (Field(40), Field(68));
    }

    private static TdsRequest Batch(string user, byte[] body)
    {
        var utf16 = body[BinaryPrimitives.ReadInt32LittleEndian(body)..];
        return new(user, "batch", Encoding.Unicode.GetString(utf16), utf16, []);
    }

    private static TdsRequest Procedure(string user, byte[] body)
    {
        var reader = new TdsReader(body) { At = BinaryPrimitives.ReadInt32LittleEndian(body) };
        var length = reader.UShort();
        var name = length == 0xffff ? $"#{reader.UShort()}" : reader.Text(length);
        reader.UShort();
        var values = new List<(string Name, string Value)>();
        while (!reader.IsAtEnd)
        {
            var parameter = reader.Text(reader.Byte());
            reader.Byte();
            values.Add((parameter, Value(reader)));
        }

        // sp_executesql: the text, the declarations, the values.
        return name == "#10" ? new(user, "procedure", values[0].Value, [], [.. values.Skip(2)]) : new(user, "procedure", name, [], [.. values]);
    }

    private static string Value(TdsReader reader)
    {
        var type = reader.Byte();
        switch (type)
        {
            case 0x26: // an integer
                reader.Byte();
                return reader.Byte() switch { 8 => reader.Long().ToString(CultureInfo.InvariantCulture), 4 => reader.Int().ToString(CultureInfo.InvariantCulture), _ => "null" };
            case 0xe7: // text
                var isLong = reader.UShort() == 0xffff;
                reader.Bytes(5);
                return Encoding.Unicode.GetString(isLong ? Chunks(reader) : Sized(reader));
            case 0xad or 0xa5: // binary
                reader.UShort();
                return Convert.ToHexStringLower(Sized(reader));
            default:
                throw new NotSupportedException($"the type 0x{type:x2} of a parameter is not known here");
        }
    }

    private static byte[] Sized(TdsReader reader) => reader.UShort() is var size and not 0xffff ? reader.Bytes(size).ToArray() : [];

    private static byte[] Chunks(TdsReader reader)
    {
        reader.Long();
        var all = new MemoryStream();
        while (reader.Int() is var size and > 0) all.Write(reader.Bytes(size));
        return all.ToArray();
    }
}
