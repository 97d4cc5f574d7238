namespace Countersign.Targets.Sqlite;

/// <summary>How long a deployment waits and runs.</summary>
/// <param name="Busy">For another writer of the file to finish, before anything is sent; and for readers, at
/// COMMIT.</param>
/// <param name="Statement">For one statement; a longer one is interrupted and rolled back.</param>
public sealed record SqliteLimits(TimeSpan Busy, TimeSpan Statement)
{
    /// <summary>Ten seconds, and fifteen minutes.</summary>
    public static SqliteLimits Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));
}
