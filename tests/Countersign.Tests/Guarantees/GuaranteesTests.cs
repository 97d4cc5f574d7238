using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Tests.Guarantees;

/// <summary>
/// Every invariant has tests that are named after it and mutants that they kill; docs/guarantees.md is that table. A mutant that no
/// longer applies, or that nothing was seen to kill, fails here, so that the table cannot grow old unnoticed.
/// </summary>
public sealed partial class GuaranteesTests
{
    private static readonly string Mutants = Path.Combine(Fixtures.Root, "tests", "mutants");

    public static TheoryData<string> Patches => [.. PatchNames()];

    [Theory]
    [MemberData(nameof(Patches))]
    public void A_mutant_still_applies(string name)
    {
        var start = new ProcessStartInfo("git", ["apply", "--check", Path.Combine(Mutants, name + ".patch")])
        {
            WorkingDirectory = Fixtures.Root,
            RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var problem = git.StandardError.ReadToEnd();
        git.WaitForExit();

        Assert.True(git.ExitCode == 0, $"the code has moved on; make {name} anew and run eng/mutants.sh {name[..6]}\n{problem}");
    }

    [Fact]
    public void Every_invariant_has_a_test_and_a_mutant_that_was_killed()
    {
        var (tests, killed) = (TestsByInvariant(), Killed());
        var missing = new List<string>();
        foreach (var invariant in Invariant.All())
        {
            if (tests[invariant.Number].Length == 0) missing.Add($"{invariant.Id} has no test");
            if (!PatchNames().Any(p => p.StartsWith(invariant.Id, StringComparison.Ordinal))) missing.Add($"{invariant.Id} has no mutant");
        }

        missing.AddRange(PatchNames().Where(p => !killed.ContainsKey(p)).Select(p => $"nothing was seen to kill {p}"));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_table_of_guarantees_is_the_one_in_the_documentation()
    {
        var path = Path.Combine(Fixtures.Root, "docs", "guarantees.md");
        var whole = File.ReadAllText(path);
        const string start = "<!-- table:start -->\n";
        const string end = "<!-- table:end -->";
        var (from, to) = (whole.IndexOf(start, StringComparison.Ordinal) + start.Length, whole.IndexOf(end, StringComparison.Ordinal));
        var shown = whole[..from] + Table() + whole[to..];
        if (Fixtures.Rewrites) File.WriteAllText(path, shown);

        Assert.Equal(shown, File.ReadAllText(path));
    }

    private static string Table()
    {
        var (tests, killed) = (TestsByInvariant(), Killed());
        var table = new StringBuilder("| Invariant | Promise | Tests | Mutant | Killed by |\n|---|---|---|---|---|\n");
        foreach (var invariant in Invariant.All())
        {
            var names = string.Join("<br>", tests[invariant.Number].Select(t => $"`{t}`"));
            var head = $"| {invariant.Id} {invariant.Name} | {invariant.Promise} | {names} |";
            foreach (var patch in PatchNames().Where(p => p.StartsWith(invariant.Id, StringComparison.Ordinal)))
            {
                table.Append(head).Append($" [{Breaks(patch)}](../tests/mutants/{patch}.patch) | {killed.GetValueOrDefault(patch, "–")} |\n");
                head = "| | | |";
            }
        }

        return table.ToString();
    }

    private static IEnumerable<string> PatchNames() =>
        Directory.GetFiles(Mutants, "INV-*.patch").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    private static string Breaks(string patch) => File.ReadLines(Path.Combine(Mutants, patch + ".patch")).First();

    /// <summary>By mutant: the first test that failed on it, and how many did.</summary>
    private static Dictionary<string, string> Killed() => File.ReadLines(Path.Combine(Mutants, "killed.tsv")).Select(l => l.Split('\t'))
        .ToDictionary(c => c[0], c => $"`{string.Join('.', c[1].Split('.')[^2..])}`{(c[2] == "1" ? "" : $" and {int.Parse(c[2]) - 1} more")}", StringComparer.Ordinal);

    /// <summary>Classes, or methods where only a method is marked, by the number of the invariant.</summary>
    private static ILookup<int, string> Marks() => Directory.GetFiles(Path.Combine(Fixtures.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(f) is not ("InvariantAttribute.cs" or "GuaranteesTests.cs"))
        .Order(StringComparer.Ordinal)
        .SelectMany(f => Marked().Matches(File.ReadAllText(f)))
        .SelectMany(m => m.Groups["n"].Captures.Select(c => (Number: int.Parse(c.Value), Name: m.Groups["name"].Value)))
        .ToLookup(m => m.Number, m => m.Name);

    private static Dictionary<int, ImmutableArray<string>> TestsByInvariant()
    {
        var marks = Marks();
        return Enumerable.Range(1, 38).ToDictionary(n => n, n => marks[n].Distinct().Order(StringComparer.Ordinal).ToImmutableArray());
    }

    private sealed record Invariant(int Number, string Name, string Promise)
    {
        public string Id => $"INV-{Number:00}";

        public static ImmutableArray<Invariant> All() =>
            [.. File.ReadLines(Path.Combine(Mutants, "invariants.tsv")).Select(l => l.Split('\t')).Select(c => new Invariant(int.Parse(c[0]), c[1], c[2]))];
    }

    /// <summary>The attribute, other attributes between, and what they stand on.</summary>
    [GeneratedRegex(@"(?:\[Invariant\((?<n>\d+)\)\]\s*(?:\[(?!Invariant)[^\n]*\]\s*)*)+(?:public|internal)[^\n(]*?\b(?:class|Task|void)\s+(?<name>\w+)")]
    private static partial Regex Marked();
}
