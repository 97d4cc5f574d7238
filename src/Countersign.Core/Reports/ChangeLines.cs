using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>
/// What changes, as lines of a diff. Without a rehearsal it is read from the statements' effects, and no comparison of two
/// schemas: a statement that an earlier one undoes is listed all the same.
/// </summary>
internal static class ChangeLines
{
    private const int MostLines = 40;

    internal static string Of(IEnumerable<Statement> statements)
    {
        var lines = (from s in statements
                     from line in s.Source.Effects.Select(Line).OfType<string>().Distinct()
                     group s.Number by line into same
                     select $"{same.Key}  ({VisibleText.Cut(ShortfallSentences.Numbers([.. same]), 40)})").ToImmutableArray();
        var rest = lines.Length - MostLines;
        if (rest <= 0) return string.Join('\n', lines);
        return string.Join('\n', [.. lines.OrderBy(l => "-!+".IndexOf(l[0])).Take(MostLines), $"  … and {Counts.Number(rest)} more"]);
    }

    /// <summary>Schemas before and after a rehearsal, and what statements do to rows, which no schema shows.</summary>
    internal static string Of(IEnumerable<Statement> statements, SchemaDifference difference)
    {
        var rows = Of(statements.Select(s => s with
        {
            Source = s.Source with
            {
                Effects = [.. s.Source.Effects.Where(e => e is Effect.WritesRows or Effect.DestroysData or Effect.RunsCode or Effect.Opaque)],
            },
        }));
        return string.Join('\n', ((string[])[.. DifferenceLines.Of(difference), rows]).Where(l => l.Length > 0));
    }

    private static string? Line(Effect effect) => effect switch
    {
        Effect.Creates e => One('+', $"{e.What} {e.Object}"),
        Effect.Drops e => One('-', $"{e.What} {e.Object}"),
        Effect.DestroysData e => One('-', $"data of {e.Object}: {e.What}"),
        Effect.Alters e => One('!', $"{e.Object}: {e.What}"),
        Effect.Grants e => One('!', $"rights on {e.Object}: {e.What}"),
        Effect.WritesRows e => One('!', $"rows of {e.Object}: {e.Verb}"),
        Effect.RunsCode e => One('!', $"runs code: {e.What}"),
        Effect.Opaque e => One('!', $"unknown: {e.Because}"),
        _ => null, // locks, scans and rewrites leave nothing behind
    };

    private static string One(char sign, string text) => $"{sign} {VisibleText.Cut(VisibleText.Line(text), 160)}";
}
