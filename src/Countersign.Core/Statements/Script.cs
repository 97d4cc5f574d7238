using System.Text;
using Countersign.Changes;

namespace Countersign.Statements;

/// <summary>How often a script runs.</summary>
public enum ScriptRole
{
    /// <summary>Runs once, in order of name; immutable once it is on the base branch.</summary>
    Versioned,

    /// <summary>Runs again whenever its bytes change, after the versioned ones.</summary>
    Repeatable,
}

/// <summary>One governed file at a commit, as raw blob bytes (INV-08).</summary>
/// <param name="Path">Path in the repository, with forward slashes.</param>
public sealed record Script(string Path, FileMode Mode, ScriptRole Role, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The directive that takes a script out of its transaction.</summary>
    public const string NoTransactionDirective = "-- countersign: no-transaction";

    /// <summary>SHA-256 of the bytes.</summary>
    public Digest Digest { get; } = Digest.Of(Bytes.Span);

    /// <summary>
    /// False when the script's first lines (comments only, before any statement) hold
    /// <see cref="NoTransactionDirective"/> alone on a line.
    /// </summary>
    public bool IsTransactional { get; } = !HasNoTransactionDirective(Bytes.Span);

    private readonly Lazy<LineIndex> _lines = new(() => new LineIndex(Bytes));

    /// <summary>The line and column of a byte offset.</summary>
    public Place PlaceOf(int offset) => _lines.Value.Find(Path, offset);

    private static bool HasNoTransactionDirective(ReadOnlySpan<byte> bytes)
    {
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = Encoding.UTF8.GetString(bytes[range]).Trim().TrimStart('\uFEFF');
            if (line == NoTransactionDirective) return true;
            if (line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal)) return false;
        }

        return false;
    }
}
