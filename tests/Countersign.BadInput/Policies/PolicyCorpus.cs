using System.Globalization;
using System.Text;
using Countersign.Policy;

namespace Countersign.BadInput.Policies;

/// <summary>A policy file and the problem that must be found in it.</summary>
/// <param name="Line">1-based; null for any.</param>
/// <param name="Words">Part of the problem's sentence.</param>
public sealed record PolicyCase(string Name, ReadOnlyMemory<byte> Bytes, int? Line, string Words)
{
    /// <summary>Null when nothing is allowed by it, for this reason at this line; a policy that is read allows something.</summary>
    public string? WhatIsWrong() => PolicyReading.Read(Bytes) switch
    {
        PolicyParse.Invalid invalid when invalid.Problems.Any(p => (Line is null || p.Line == Line) && p.Sentence.Contains(Words, StringComparison.OrdinalIgnoreCase)) => null,
        PolicyParse.Invalid invalid => $"{Name}: expected `{Words}` on line {Line}, but it is {string.Join(" // ", invalid.Problems.Take(3).Select(p => p.Sentence))}",
        _ => $"{Name}: expected `{Words}` on line {Line}, but it is read",
    };
}

/// <summary>
/// B13: policies that are broken, contradictory or huge. A case of the file is one edit of a policy that is right, so that nothing else
/// can be what is wrong with it.
/// </summary>
public static class PolicyCorpus
{
    /// <summary>Right, and read as such by a test.</summary>
    public const string Right = """
        version: 1
        targets:
          - name: orders-prod
            environment: production
            dialect: postgresql
            scripts: ["db/orders/*.sql"]
            repeatable: ["db/orders/views/*.sql"]
            connection: orders-prod
            deploy: on-merge
            server_version: 17
          - name: billing
            environment: staging
            dialect: sqlite
            scripts: ["db/billing/*.sql"]
            connection: billing
        rules:
          - name: destructive
            when: { effects: [drops, rewrites], targets: [orders-prod] }
            require: { count: 2, from: [team:dba] }
          - name: payments
            when: { objects: ["payments.*"], environments: [production] }
            require: { count: 1, from: [user:ana, user:bo] }
          - name: never
            when: { kinds: [TRUNCATE], findings: [PG011], paths: ["db/**"] }
            refuse: "not here"
        default:
          require: { count: 1, from: [role:write] }

        """;

    private static readonly Lazy<ImmutableArray<PolicyCase>> Everything = new(() => [.. CaseFile.Read("B13/edits.txt").Select(Edit), .. Huge()]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<PolicyCase> All => Everything.Value;

    /// <summary>`LINE WORDS | OLD ⇒ NEW`: the problem, and what is replaced by what.</summary>
    private static PolicyCase Edit(CaseLine line)
    {
        var arrow = line.Text.IndexOf(" ⇒ ", StringComparison.Ordinal);
        var (old, @new) = (Notation.Bytes(line.Text[..arrow]), Notation.Bytes(line.Text[(arrow + 3)..]));
        var right = Encoding.UTF8.GetBytes(Right);
        var at = right.AsSpan().IndexOf(old);
        if (at < 0) throw new FormatException($"{line.Name}: the policy does not hold `{line.Text[..arrow]}`");
        var space = line.Expected.IndexOf(' ', StringComparison.Ordinal);
        return new(line.Name, (byte[])[.. right.AsSpan(0, at), .. @new, .. right.AsSpan(at + old.Length)],
            line.Expected[0] == '*' ? null : int.Parse(line.Expected.AsSpan(0, space), CultureInfo.InvariantCulture), Encoding.UTF8.GetString(Notation.Bytes(line.Expected[(space + 1)..])));
    }

    private static IEnumerable<PolicyCase> Huge()
    {
        var head = Right[..Right.IndexOf("rules:", StringComparison.Ordinal)];
        var tail = Right[Right.IndexOf("default:", StringComparison.Ordinal)..];
        yield return Of("larger than a megabyte", Right + new string('#', 1_000_001), 1, "at most 1000000");
        yield return Of("10,001 rules", head + "rules:\n" + Many(10_001, i => $"  - {{name: r{i}, refuse: x}}\n") + tail, null, "at most 10000");
        yield return Of("lists in lists", head + "rules: " + new string('[', 200_000), null, "");
        yield return Of("mappings in mappings", head + "rules: " + Many(50_000, _ => "{a: "), null, "");
        yield return Of("mappings by indentation", Many(500, i => new string(' ', i) + "a:\n"), null, "nested deeper");
        yield return Of("a billion laughs", Many(20, i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat(i == 0 ? "x" : $"*a{i - 1}", 9))}]\n") + Right, null, "anchors are not read");
        yield return Of("an alias to itself", "a: &a [*a]\n" + Right, null, "anchors are not read");
        yield return Of("fifty thousand unknown keys", Right + Many(50_000, i => $"k{i}: 1\n"), null, "unknown key");
        yield return Of("one key fifty thousand times", Many(50_000, _ => "version: 1\n"), null, "given twice");
        yield return Of("a key of half a megabyte", Right + new string('k', 500_000) + ": 1\n", null, "");
        yield return Of("a word of half a megabyte", Right.Replace("dialect: sqlite", "dialect: " + new string('s', 500_000), StringComparison.Ordinal), 13, "unknown dialect");
        yield return Of("a hundred thousand open quotes", Right + Many(100_000, _ => "'"), null, "");
        yield return Of("a hundred thousand question marks", Right + Many(100_000, _ => "? "), null, "");
        yield return Of("a hundred thousand dashes", Right + Many(100_000, _ => "- "), null, "");
        yield return Of("a folded text of half a megabyte", Right.Replace("refuse: \"not here\"", "refuse: >\n" + Many(50_000, _ => "      x\n") + "    bad", StringComparison.Ordinal), null, "");
        yield return Of("a thousand documents", Many(1_000, _ => "---\n" + Right), null, "second document");
        yield return Of("UTF-16", Encoding.Unicode.GetBytes(Right), null, "");
        yield return Of("Latin 1", Encoding.Latin1.GetBytes(Right + "# é"), 1, "not UTF-8");
        yield return Of("NUL", Right.Replace("orders-prod", "orders\0prod", StringComparison.Ordinal), null, "");
        yield return Of("nothing", "", null, "empty");
        yield return Of("a binary", new byte[] { 0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0 }, null, "");
    }

    private static PolicyCase Of(string name, string text, int? line, string words) => Of(name, Encoding.UTF8.GetBytes(text), line, words);

    private static PolicyCase Of(string name, byte[] bytes, int? line, string words) => new("B13: " + name, bytes, line, words);

    private static string Many(int times, Func<int, string> of) => string.Concat(Enumerable.Range(0, times).Select(of));
}
