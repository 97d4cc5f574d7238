using System.Globalization;
using System.Text;
using Countersign.Analysis.Rules;

namespace Countersign.Tests.Rules;

/// <summary>Writes the page of a rule out of the rule and its fixtures, so that no page can be wrong.</summary>
internal static class RulePage
{
    public static string Of(Rule rule, ImmutableArray<RuleFixture> fixtures, Func<RuleFixture, IEnumerable<Raised>> run)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {rule.Id}: {rule.Title}\n\n{rule.Why}\n\n**What to do:** {rule.Advice}.\n");
        foreach (var fixture in fixtures.OrderBy(f => f.IsBad ? 0 : 1))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {(fixture.IsBad ? "Not like this" : "Like this")}\n\n");
            page.Append(Fenced(Path.GetExtension(fixture.Name)[1..], Shown(fixture.Bytes)));
            foreach (var raised in run(fixture).Where(r => fixture.IsBad && r.Rule == rule.Id))
            {
                page.Append('\n').Append(Fenced("text", raised.Sentence));
                if (raised.Instead is { } safer) page.Append("\nInstead:\n\n").Append(Fenced("sql", safer));
            }
        }

        return page.ToString();
    }

    public static string Index(ImmutableArray<RuleFamily> families)
    {
        var page = new StringBuilder("# Rules\n\nEach page is made from the rule and from the fixtures that test it.\n");
        foreach (var family in families)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {family.Name}\n\n| id | rule |\n|---|---|\n");
            foreach (var rule in family.Rules)
                page.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} |\n");
        }

        return page.ToString();
    }

    private static string Fenced(string language, string text)
    {
        var longest = text.Split('\n').Select(l => l.TakeWhile(c => c == '`').Count()).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{text.TrimEnd('\n')}\n{fence}\n";
    }

    /// <summary>The text with everything that would not show written out: `\x00` for bytes that are no text, `\u{202E}` for characters.</summary>
    private static string Shown(byte[] bytes)
    {
        var shown = new StringBuilder();
        for (var at = 0; at < bytes.Length;)
        {
            var valid = Rune.DecodeFromUtf8(bytes.AsSpan(at), out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!valid)
                for (var i = 0; i < length; i++) shown.Append(CultureInfo.InvariantCulture, $"\\x{bytes[at + i]:X2}");
            else if (rune.Value is '\n' or '\t' || (rune.Value is >= 0x20 and < 0x7F)) shown.Append(rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            at += length;
        }

        return shown.ToString();
    }
}