using Xunit.v3;

namespace Countersign;

/// <summary>
/// Says which security invariant a test proves. The table of docs/guarantees.md is made from it, and eng/mutants.sh runs the
/// tests of an invariant against code that breaks it. In xUnit it is the trait <c>Invariant</c> with the value <c>INV-nn</c>.
/// </summary>
/// <param name="number">The number of the invariant, from 1 to 38.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InvariantAttribute(int number) : Attribute, ITraitAttribute
{
    /// <summary>The number of the invariant, from 1 to 38.</summary>
    public int Number => number;

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Invariant", $"INV-{number:00}")];
}
