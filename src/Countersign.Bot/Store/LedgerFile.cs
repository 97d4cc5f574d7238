namespace Countersign.Bot.Store;

/// <summary>A ledger as a file for auditors: one envelope a line, exactly its bytes.</summary>
internal static class LedgerFile
{
    /// <summary>Longer lines are no entries of ours; reading stays bounded (INV-37).</summary>
    private const int LongestLine = 64 * 1024 * 1024;

    /// <summary>Writes envelopes.</summary>
    public static void Write(Stream stream, IEnumerable<ReadOnlyMemory<byte>> envelopes)
    {
        foreach (var envelope in envelopes)
        {
            stream.Write(envelope.Span);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>The envelopes, read as they are asked for. What follows the last line end counts as one more.</summary>
    /// <exception cref="InvalidDataException">When a line is longer than any entry.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (true)
        {
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
                yield return buffer.AsMemory(start, end);
            filled -= start;
            buffer.AsSpan(start, filled).CopyTo(buffer);
            if (filled == buffer.Length) buffer = Larger(buffer);
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) break;
            filled += read;
        }

        if (filled > 0) yield return buffer.AsMemory(0, filled);
    }

    private static byte[] Larger(byte[] buffer)
    {
        if (buffer.Length >= LongestLine) throw new InvalidDataException("a line is longer than any entry of a ledger");
        Array.Resize(ref buffer, buffer.Length * 2);
        return buffer;
    }
}
