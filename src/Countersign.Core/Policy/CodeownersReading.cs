using System.Globalization;
using System.Text;

namespace Countersign.Policy;

/// <summary>A line of CODEOWNERS that does not do what its author may think.</summary>
/// <param name="Line">1-based.</param>
public sealed record CodeownersProblem(int Line, string Message);

/// <summary>CODEOWNERS with remarks; a remark never stops anything, because an unowned path can satisfy nobody's requirement.</summary>
public sealed record CodeownersParse(Codeowners Codeowners, ImmutableArray<CodeownersProblem> Problems);

/// <summary>Reads CODEOWNERS by GitHub's documented rules.</summary>
public static class CodeownersReading
{
    /// <summary>GitHub ignores larger files; so do we.</summary>
    public const int LargestFile = 3 * 1024 * 1024;

    /// <summary>Where the file may live, in order; the first that exists on the base branch is the one.</summary>
    public static ImmutableArray<string> Paths { get; } = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <summary>Reads the file's bytes.</summary>
    public static CodeownersParse Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LargestFile)
            return new(Codeowners.None, [new(1, "the file is larger than 3 MB and is ignored as a whole")]);
        var lines = ImmutableArray.CreateBuilder<CodeownersLine>();
        var problems = ImmutableArray.CreateBuilder<CodeownersProblem>();
        var number = 0;
        foreach (var text in Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var words = Words(text);
            if (words is not [var pattern, .. var owners]) continue;
            if (CodeownersPattern.Read(pattern, out var problem) is { } read)
                lines.Add(new(read, [.. Owners(owners, number, problems)]));
            else
                problems.Add(new(number, problem!));
        }

        return new(new(lines.ToImmutable()), problems.ToImmutable());
    }

    /// <summary>The slug in `@org/team`; null for anything else.</summary>
    internal static string? TeamOf(string owner) =>
        owner.StartsWith('@') && owner.IndexOf('/', StringComparison.Ordinal) is > 1 and var slash && slash < owner.Length - 1
            ? owner[(slash + 1)..]
            : null;

    private static IEnumerable<string> Owners(
        List<string> owners, int line, ImmutableArray<CodeownersProblem>.Builder problems)
    {
        foreach (var owner in owners)
        {
            if (owner.Length > 1 && owner[0] == '@')
                yield return owner;
            else if (owner.Contains('@', StringComparison.Ordinal))
                problems.Add(new(line, string.Create(CultureInfo.InvariantCulture,
                    $"`{owner}` is an e-mail address, which never counts: the forge does not prove whose it is; write `@login`")));
            else
                problems.Add(new(line, $"`{owner}` is no owner; write `@login` or `@org/team`"));
        }
    }

    /// <summary>Words of a line up to a comment. A space is part of a pattern when a backslash stands before it.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= line.Length; i++)
        {
            var ends = i == line.Length || line[i] is ' ' or '\t' or '\r' || (line[i] == '#' && word.Length == 0);
            if (!ends)
            {
                if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] == ' ') i++;
                word.Append(line[i]);
                continue;
            }

            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
            if (i < line.Length && line[i] == '#') break;
        }

        return words;
    }
}
