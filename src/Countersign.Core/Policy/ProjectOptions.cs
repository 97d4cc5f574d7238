namespace Countersign.Policy;

/// <summary>How the deployment script of a SQL Server project is made.</summary>
/// <param name="AllowsDataLoss">When false, the script stops at a table with rows that would lose some.</param>
/// <param name="KeepsUndeclared">When true, objects and permissions that the project lacks stay.</param>
/// <param name="Ignores">Words of <see cref="IgnoreWords"/>: differences that change nothing.</param>
/// <param name="Variables">Values of SQLCMD variables, by name without `$(…)`; never a secret.</param>
public sealed record ProjectOptions(
    bool AllowsDataLoss, bool KeepsUndeclared, ImmutableArray<string> Ignores, ImmutableSortedDictionary<string, string> Variables)
{
    /// <summary>Differences that may be ignored.</summary>
    public static ImmutableArray<string> IgnoreWords { get; } =
    [
        "column-order", "comments", "extended-properties", "fill-factor", "index-padding", "keyword-casing", "permissions", "semicolons", "whitespace",
    ];

    /// <summary>When policy says nothing: data loss stops the script, what is not declared goes, and how text is set does not matter.</summary>
    public static ProjectOptions Default { get; } = new(
        false, false, ["column-order", "fill-factor", "index-padding", "keyword-casing", "semicolons", "whitespace"],
        ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>Whether another makes the same script.</summary>
    public bool IsSame(ProjectOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AllowsDataLoss == other.AllowsDataLoss && KeepsUndeclared == other.KeepsUndeclared
            && Ignores.Order(StringComparer.Ordinal).SequenceEqual(other.Ignores.Order(StringComparer.Ordinal)) && Variables.SequenceEqual(other.Variables);
    }
}
