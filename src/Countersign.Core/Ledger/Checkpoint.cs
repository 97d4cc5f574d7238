using System.Globalization;
using Countersign.Statements;

namespace Countersign.Ledger;

/// <summary>
/// A size of the ledger and the root it had then. Kept where the bot's administrators cannot rewrite it, it shows what
/// a chain of hashes alone cannot: that the end was cut off, or all of it written anew.
/// </summary>
/// <param name="Origin">Which ledger; one line.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>The body of a C2SP checkpoint: origin, size, root in base64, a line each.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToBytes())}\n");

    /// <summary>Reads <see cref="Text"/>; what follows the three lines (signatures) is not looked at. Null when it is none.</summary>
    public static Checkpoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, ..]) return null;
        var bytes = new byte[33];
        return long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && Convert.TryFromBase64String(root, bytes, out var length) && length == 32
            ? new(origin, count, new(Convert.ToHexStringLower(bytes.AsSpan(0, 32))))
            : null;
    }
}
