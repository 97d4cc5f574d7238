namespace Countersign.Statements;

/// <summary>A range of a script, in UTF-8 bytes from its start.</summary>
public readonly record struct Span(int Offset, int Length)
{
    /// <summary>The first byte after the range.</summary>
    public int End => Offset + Length;
}

/// <summary>A place a person can go to: path, and 1-based line and column (columns count Unicode scalar values). Line 0 means the whole file.</summary>
public sealed record Place(string Path, int Line, int Column)
{
    /// <summary>A place that means the file as a whole.</summary>
    public static Place File(string path) => new(path, 0, 0);

    /// <inheritdoc />
    public override string ToString() => Line == 0 ? Path : $"{Path}:{Line}:{Column}";
}

/// <summary>Finds lines and columns of byte offsets in one text, in logarithmic time, however long a line is.</summary>
internal sealed class LineIndex
{
    /// <summary>Bytes between two counts of the bytes that start no scalar value.</summary>
    private const int Stride = 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ImmutableArray<int> _starts;
    private readonly ImmutableArray<int> _continuations;

    internal LineIndex(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        var span = bytes.Span;
        for (var at = span.IndexOf((byte)'\n'); at >= 0;)
        {
            starts.Add(at + 1);
            var next = span[(at + 1)..].IndexOf((byte)'\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        _starts = starts.DrainToImmutable();
        var continuations = ImmutableArray.CreateBuilder<int>((span.Length / Stride) + 1);
        for (var (at, sum) = (0, 0); ; at += Stride)
        {
            continuations.Add(sum);
            if (at + Stride > span.Length) break;
            sum += Continuations(span.Slice(at, Stride));
        }

        _continuations = continuations.DrainToImmutable();
    }

    internal Place Find(string path, int offset)
    {
        offset = Math.Clamp(offset, 0, _bytes.Length);
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var start = _starts[line];
        return new(path, line + 1, offset - start - (ContinuationsBefore(offset) - ContinuationsBefore(start)) + 1);
    }

    private int ContinuationsBefore(int offset) =>
        _continuations[offset / Stride] + Continuations(_bytes.Span[(offset / Stride * Stride)..offset]);

    /// <summary>A continuation byte of UTF-8 starts no new scalar value.</summary>
    private static int Continuations(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            if ((b & 0xC0) == 0x80) count++;
        return count;
    }
}
