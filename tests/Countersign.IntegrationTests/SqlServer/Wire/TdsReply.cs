using System.Text;

namespace Countersign.IntegrationTests.SqlServer.Wire;

/// <summary>The tokens of a server's reply (MS-TDS 2.2.7).</summary>
internal sealed class TdsReply
{
    private static readonly byte[] Collation = [0x09, 0x04, 0xd0, 0x00, 0x34];

    private readonly TdsBytes _out = new();

    internal byte[] ToArray() => _out.ToArray();

    /// <summary>The server takes the login.</summary>
    internal TdsReply Login(string database)
    {
        Environment(1, database, "");
        _out.Write((byte)0xe3); // the collation
        _out.Write((ushort)8);
        _out.Write((byte)7);
        _out.Write((byte)5);
        _out.Write(Collation);
        _out.Write((byte)0);
        Environment(2, "us_english", "");
        const string program = "Pretended";
        _out.Write((byte)0xad);
        _out.Write((ushort)(10 + 2 * program.Length));
        _out.Write((byte)1);
        _out.Write(new byte[] { 0x74, 0, 0, 4 });
        Short(program);
        _out.Write(new byte[] { 16, 0, 0x10, 0x00 });
        return Environment(4, "4096", "4096").Done();
    }

    /// <summary>One result, every column a text.</summary>
    internal TdsReply Rows(int columns, params IEnumerable<ImmutableArray<string?>> rows)
    {
        _out.Write((byte)0x81);
        _out.Write((ushort)columns);
        for (var i = 0; i < columns; i++)
        {
            _out.Write(0);
            _out.Write((ushort)9);
            _out.Write((byte)0xe7);
            _out.Write((ushort)8000);
            _out.Write(Collation);
            Short("c" + i);
        }

        long count = 0;
        foreach (var row in rows)
        {
            count++;
            _out.Write((byte)0xd1);
            foreach (var value in row)
            {
                _out.Write(value is null ? (ushort)0xffff : (ushort)(2 * value.Length));
                if (value is not null) _out.Write(Encoding.Unicode.GetBytes(value));
            }
        }

        return Done(count);
    }

    internal TdsReply Error(int number, int severity, string message, int line = 1, string procedure = "")
    {
        _out.Write((byte)0xaa);
        _out.Write((ushort)(4 + 2 + 2 + 2 * message.Length + 1 + 2 * "pretended".Length + 1 + 2 * procedure.Length + 4));
        _out.Write(number);
        _out.Write((byte)1);
        _out.Write((byte)severity);
        _out.Write((ushort)message.Length);
        _out.Write(Encoding.Unicode.GetBytes(message));
        Short("pretended");
        Short(procedure);
        _out.Write(line);
        return Done(status: 2);
    }

    /// <summary>What the server says about its transactions: 8 begun, 9 committed, 10 rolled back.</summary>
    internal TdsReply Transaction(byte what, long id)
    {
        _out.Write((byte)0xe3);
        _out.Write((ushort)11);
        _out.Write(what);
        if (what != 8) _out.Write((byte)0);
        _out.Write((byte)8);
        _out.Write(id);
        if (what == 8) _out.Write((byte)0);
        return this;
    }

    internal TdsReply Done(long? rows = null, ushort status = 0)
    {
        _out.Write((byte)0xfd);
        _out.Write((ushort)(status | (rows is null ? 0 : 0x10)));
        _out.Write((ushort)0);
        _out.Write(rows ?? 0);
        return this;
    }

    private TdsReply Environment(byte type, string now, string before)
    {
        _out.Write((byte)0xe3);
        _out.Write((ushort)(3 + 2 * (now.Length + before.Length)));
        _out.Write(type);
        Short(now);
        Short(before);
        return this;
    }

    private void Short(string text)
    {
        _out.Write((byte)text.Length);
        _out.Write(Encoding.Unicode.GetBytes(text));
    }
}
