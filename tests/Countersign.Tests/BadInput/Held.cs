namespace Countersign.Tests.BadInput;

/// <summary>Tells of all cases that are not held, not only of the first.</summary>
internal static class Held
{
    internal static void All(IEnumerable<string?> problems)
    {
        ImmutableArray<string> found = [.. problems.OfType<string>()];
        Assert.True(found.IsEmpty, $"{found.Length} cases are not held:\n{string.Join('\n', found.Take(100))}");
    }
}
