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

/// <summary>Finds lines and columns of byte offsets in one text, in logarithmic time.</summary>
internal sealed class LineIndex
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ImmutableArray<int> _starts;

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
    }

    internal Place Find(string path, int offset)
    {
        offset = Math.Clamp(offset, 0, _bytes.Length);
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var column = 1;
        foreach (var b in _bytes.Span[_starts[line]..offset])
            if ((b & 0xC0) != 0x80) column++; // a continuation byte starts no new scalar value
        return new(path, line + 1, column);
    }
}
