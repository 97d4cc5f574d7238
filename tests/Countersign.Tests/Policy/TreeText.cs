using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Changes;
using Countersign.Policy;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Policy;

/// <summary>
/// Reads a small language for trees and changes: `base PATH` for a file on the base branch; `A`, `M` or `D`, perhaps a Git
/// mode, and a path for a change. `{1..9}` in a path stands for many; `\u202E` for a character.
/// </summary>
internal static class TreeText
{
    public const string PolicyText = """
        version: 1
        targets:
          - name: app
            environment: production
            dialect: sqlite
            scripts: ["db/*.sql", "db/*.SQL"]
            repeatable: ["db/views/*.sql"]
            connection: app
        rules: []
        default:
          require: { count: 1, from: [role:write] }
        """;

    public static PolicyFile Policy { get; } = Given.Policy(PolicyText);

    public static GovernanceFacts Read(string text, PolicyFile? policy = null)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => l[0] != '#').Select(l => l.Split(' ')).ToImmutableArray();
        return new(
            policy ?? Policy,
            [.. lines.Where(l => l[0] != "base").SelectMany(l => Paths(l[^1]).Select(p => Changed(l[0], l.Length > 2 ? l[1] : "100644", p)))],
            [.. lines.Where(l => l[0] == "base").SelectMany(l => Paths(l[^1])).Select(p => new TreeFile(p, FileMode.Regular, "before"))]);
    }

    private static ChangedFile Changed(string letter, string mode, string path)
    {
        var kind = mode switch { "120000" => FileMode.Symlink, "160000" => FileMode.Submodule, "100755" => FileMode.Executable, _ => FileMode.Regular };
        return letter switch
        {
            "A" => new(path, FileStatus.Added, FileMode.None, kind, null, "after"),
            "M" => new(path, FileStatus.Modified, FileMode.Regular, kind, "before", "after"),
            "D" => new(path, FileStatus.Deleted, FileMode.Regular, FileMode.None, "before", null),
            _ => throw new FormatException($"`{letter}` is not A, M or D"),
        };
    }

    private static IEnumerable<string> Paths(string path)
    {
        path = Regex.Replace(path, @"\\u([0-9A-F]{4})", m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        var many = Regex.Match(path, @"\{(\d+)\.\.(\d+)\}");
        if (!many.Success) return [path];
        var (from, to) = (int.Parse(many.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(many.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        var width = "D" + many.Groups[1].Length.ToString(CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(n => path.Replace(many.Value, n.ToString(width, CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
