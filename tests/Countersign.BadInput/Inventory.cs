using Countersign.BadInput.Comments;
using Countersign.BadInput.Ledgers;
using Countersign.BadInput.Outputs;
using Countersign.BadInput.Policies;
using Countersign.BadInput.Sql;
using Countersign.BadInput.Webhooks;

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
        new("B7", "texts that want out of comments, checks, terminals and tables", 390),
        new("B8", "little text that asks for much stack, memory or time", 175),
        new("B10", "deliveries of webhooks: every action, and every field spoiled", 550),
        new("B11", "comments: quoted, edited, disguised, by bots, malformed", 250),
        new("B13", "policies: broken, contradictory, huge", 120),
        new("B14", "ledgers changed in eight ways at sixty places", 480),
    ];

    /// <summary>All cases of a category.</summary>
    public static int CountOf(string category) => category switch
    {
        "B7" => OutputCorpus.All.Length,
        "B10" => DeliveryCorpus.All.Length,
        "B11" => CommentCorpus.All.Length,
        "B13" => PolicyCorpus.All.Length,
        "B14" => 8 * Tampering.Places,
        _ => SqlCorpus.All.Count(c => c.Category == category),
    };
}

/// <summary>One kind of bad input.</summary>
/// <param name="Least">Fewest cases that it may have.</param>
public sealed record Category(string Name, string About, int Least);
