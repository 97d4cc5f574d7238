using Countersign.Schemas;

namespace Countersign.Reports;

/// <summary>
/// A difference of two schemas as lines of a diff block: `+` what comes, `-` what goes, `!` what has another name. What
/// belongs to a table follows its name, indented.
/// </summary>
internal static class DifferenceLines
{
    private const int MostLines = 60;

    /// <summary>The lines; empty when nothing differs.</summary>
    internal static ImmutableArray<string> Of(SchemaDifference difference)
    {
        ImmutableArray<string> lines =
        [
            .. from d in difference.Objects
               let o = (d.After ?? d.Before)!
               let family = o.Kind == SchemaObjectKind.Table ? o.Identity : o.Parent ?? ""
               orderby family.Length == 0 ? 0 : 1, family, o.Parent is null ? 0 : 1
               group (Difference: d, o.Parent) by family into members
               from line in Headed(members.Key, members.First().Parent is not null).Concat(
                   members.SelectMany(m => Lines(m.Difference, m.Parent is null ? "" : "  ")))
               select line,
        ];
        return lines.Length <= MostLines ? lines : [.. lines[..MostLines], $"  … and {Counts.Number(lines.Length - MostLines)} more"];
    }

    /// <summary>A table that itself stays as it is names what changes in it.</summary>
    private static IEnumerable<string> Headed(string family, bool startsWithMember) =>
        family.Length > 0 && startsWithMember ? [$"  {Shown(family)}"] : [];

    private static IEnumerable<string> Lines(ObjectDifference difference, string indent) => (difference.Before, difference.After) switch
    {
        (null, { } after) => Block('+', after, indent),
        ({ } before, null) => Block('-', before, indent),
        ({ } before, { } after) when before.Identity != after.Identity =>
            [$"! {indent}{Word(after)} {Shown(before.Identity)} becomes {Shown(after.Identity)}", .. Changed(before, after, indent)],
        ({ } before, { } after) => Changed(before, after, indent),
        _ => [],
    };

    /// <summary>A definition that only repeats another name says nothing new.</summary>
    private static IEnumerable<string> Changed(SchemaObject before, SchemaObject after, string indent) =>
        before.Definition.Replace(before.Identity, after.Identity, StringComparison.Ordinal) == after.Definition && before.Identity != after.Identity
            ? []
            : [.. Block('-', before, indent), .. Block('+', after, indent)];

    /// <summary>Bodies are cut: the statements are below in full.</summary>
    private static IEnumerable<string> Block(char sign, SchemaObject o, string indent)
    {
        var lines = VisibleText.Lines(o.Definition).Split('\n');
        var shown = lines.Take(12).Select(l => $"{sign} {indent}{VisibleText.Cut(l, 200)}");
        return lines.Length > 12 ? [.. shown, $"{sign} {indent}… {Counts.Of(lines.Length - 12, "more line")}"] : shown;
    }

    /// <summary>What an object is, in plain words.</summary>
    internal static string Word(SchemaObject o) => o.Kind switch
    {
        SchemaObjectKind.TableSetting => "table setting",
        SchemaObjectKind.DefaultPrivilege => "default privilege",
        _ => o.Kind.ToString().ToLowerInvariant(),
    };

    private static string Shown(string identity) => VisibleText.Cut(VisibleText.Line(identity), 120);
}
