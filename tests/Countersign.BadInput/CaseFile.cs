namespace Countersign.BadInput;

/// <summary>
/// One line of a file under `Cases`: what must happen, ` | `, and the bytes in <see cref="Notation"/>. Lines that begin with `# ` say
/// what the lines below them have in common, and blank lines say nothing.
/// </summary>
/// <param name="File">Path under `Cases`.</param>
/// <param name="Line">1-based.</param>
/// <param name="Expected">What stands before the first ` | `.</param>
public sealed record CaseLine(string File, int Line, string Expected, string Text)
{
    /// <summary>The bytes that the text stands for.</summary>
    public byte[] Bytes => Notation.Bytes(Text);

    /// <summary>`B5/sqlite.txt:12`, as an editor finds it.</summary>
    public string Name => $"{File}:{Line}";
}

/// <summary>Reads the files of cases, which are built into this assembly.</summary>
public static class CaseFile
{
    /// <summary>All lines of a file that hold a case.</summary>
    /// <exception cref="FormatException">When a line has no ` | `.</exception>
    public static IEnumerable<CaseLine> Read(string file)
    {
        using var stream = typeof(CaseFile).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"there is no `Cases/{file}` in the corpus");
        using var reader = new StreamReader(stream);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            var bar = line.IndexOf(" | ", StringComparison.Ordinal);
            if (bar < 0) throw new FormatException($"{file}:{number}: ` | ` is missing between the expectation and the text");
            yield return new(file, number, line[..bar].Trim(), line[(bar + 3)..]);
        }
    }
}
