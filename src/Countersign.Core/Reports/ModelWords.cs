using Countersign.Schemas;

namespace Countersign.Reports;

/// <summary>Sentences on what a model of the text tells of the schema.</summary>
internal static class ModelWords
{
    private const int MostLost = 20;

    internal static string Of(ModelledChange? change) => change switch
    {
        null => "",
        ModelledChange.Compared c => $"Schema {Clauses.Quoted(c.Before.Short)} becomes {Clauses.Quoted(c.After.Short)}, by a model of both; nothing was run",
        ModelledChange.Unknown no => $"The schemas before and after are not compared: {VisibleText.Cut(VisibleText.Line(no.Because), 600)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static ImmutableArray<string> Lost(ModelledChange? change) => change is not ModelledChange.Compared { Lost: var lost }
        ? []
        : [.. lost.Take(MostLost).Select(l => VisibleText.Cut(VisibleText.Line(l), 300)), .. lost.Length > MostLost ? [$"and {Counts.Number(lost.Length - MostLost)} more"] : (string[])[]];
}
