using Countersign.BadInput.Outputs;
using Countersign.Bot.Reports;
using Countersign.Tests.Reports;

namespace Countersign.Tests.BadInput;

/// <summary>B7: whatever a text is made of, it stays where it is put, and shows what it holds.</summary>
[Invariant(33)]
public sealed class OutputCorpusTests
{
    /// <summary>A comment of longer texts is cut to the limit of the forge, which leaves parts out.</summary>
    private const int MayBeCut = 1_500;

    private static readonly ImmutableArray<string> Harmless = [.. Ast.Skeleton(Ast.Parse(CommentRendering.Render(SampleReports.Hostile("x"))))];

    [Fact]
    public void A_text_stays_in_the_place_it_is_put_in() => Held.All(OutputCorpus.All.Select(c => c.WhatIsWrong()));

    [Fact]
    public void The_comment_of_a_text_has_the_structure_of_any_other() => Held.All(OutputCorpus.All.Where(c => !string.IsNullOrWhiteSpace(c.Text) && c.Text.Length < MayBeCut).Select(c =>
        Ast.Skeleton(Ast.Parse(CommentRendering.Render(SampleReports.Hostile(c.Text)))).SequenceEqual(Harmless) ? null : $"{c.Name}: another structure"));
}
