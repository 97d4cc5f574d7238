namespace Countersign.Deployments;

/// <summary>How much more than was rehearsed a unit may do in production before it is rolled back.</summary>
/// <param name="RowFactor">
/// Times the estimated rows of a relation that a unit may change in it. A copy of the schema has none of production's rows, so
/// the number that was rehearsed says nothing.
/// </param>
/// <param name="ComparesLocks">False when policy lets locks be.</param>
public sealed record Tolerance(double RowFactor, bool ComparesLocks)
{
    /// <summary>Rows that are always allowed: estimates of small tables are stale as often as not.</summary>
    public const long FewRows = 1_000;

    /// <summary>What holds when policy says nothing.</summary>
    public static Tolerance Default { get; } = new(10, true);
}
