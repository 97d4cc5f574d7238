using Countersign.Rehearsals;

namespace Countersign.Statements.PostgreSql;

/// <summary>Table locks of PostgreSQL, as its documentation names them (chapter "Explicit Locking").</summary>
internal static class LockMode
{
    internal const string AccessShare = "ACCESS SHARE";
    internal const string RowShare = "ROW SHARE";
    internal const string RowExclusive = "ROW EXCLUSIVE";
    internal const string ShareUpdateExclusive = "SHARE UPDATE EXCLUSIVE";
    internal const string Share = "SHARE";
    internal const string ShareRowExclusive = "SHARE ROW EXCLUSIVE";
    internal const string Exclusive = "EXCLUSIVE";
    internal const string AccessExclusive = "ACCESS EXCLUSIVE";

    private static readonly ImmutableArray<string> Weakest = [.. Enum.GetValues<LockStrength>().Select(s => s.Words())];

    /// <summary>By the server's own number; what is unknown counts as the strongest.</summary>
    internal static string Numbered(int mode) => mode is >= 1 and <= 8 ? ((LockStrength)mode).Words() : AccessExclusive;

    internal static string Stronger(string a, string b) => Weakest.IndexOf(a) >= Weakest.IndexOf(b) ? a : b;
}
