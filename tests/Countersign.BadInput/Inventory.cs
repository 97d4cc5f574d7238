using Countersign.BadInput.Sql;

namespace Countersign.BadInput;

/// <summary>How many cases there are, and how few a category may have.</summary>
public static class Inventory
{
    /// <summary>What a category is about, and its floor: a category that shrinks fails the suite.</summary>
    public static ImmutableArray<Category> Categories { get; } =
    [
        new("B1", "ordinary scripts, put together from known statements", 330),
        new("B2", "bytes that readers decode differently", 200),
        new("B3", "text that looks different from what it says", 300),
        new("B4", "where a statement ends", 400),
        new("B5", "rights, programs, files, other servers, traps for later", 450),
        new("B6", "the languages of clients and of other tools", 80),
    ];

    /// <summary>All cases of a category.</summary>
    public static int CountOf(string category) => SqlCorpus.All.Count(c => c.Category == category);
}

/// <summary>One kind of bad input.</summary>
/// <param name="Least">Fewest cases that it may have.</param>
public sealed record Category(string Name, string About, int Least);
