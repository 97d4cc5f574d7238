using Countersign.BadInput;

namespace Countersign.Tests.BadInput;

public sealed class InventoryTests
{
    [Fact]
    public void No_category_shrinks() => Held.All(Inventory.Categories.Select(c =>
        Inventory.CountOf(c.Name) < c.Least ? $"{c.Name} has {Inventory.CountOf(c.Name)} cases, fewer than {c.Least}" : null));
}
