using System.Globalization;

namespace Countersign.Schemas.Reversals;

/// <summary>
/// Conversions of a column's type that PostgreSQL makes without losing anything, so that the way back restores every value.
/// A narrowing of integers belongs here: it fails rather than round.
/// </summary>
internal static class TypeConversions
{
    private static readonly string[] Integers = ["smallint", "integer", "bigint"];

    /// <summary>Whether every value of the old type survives the new one and the way back.</summary>
    internal static bool KeepsValues(string old, string now)
    {
        var ((was, from), (type, to)) = (Split(old), Split(now));
        if (Integers.Contains(was) && Integers.Contains(type)) return true;
        if (Integers.Contains(was) && type == "numeric") return to.Length == 0 || to[0] - Scale(to) >= 19;
        return (was, type) switch
        {
            ("numeric", "numeric") => to.Length == 0 || (from.Length > 0 && Scale(to) >= Scale(from) && to[0] - Scale(to) >= from[0] - Scale(from)),
            ("character varying", "character varying") => to.Length == 0 || (from.Length > 0 && to[0] >= from[0]),
            ("character varying", "text") => true,
            ("text", "character varying") => to.Length == 0,
            ("real", "double precision") => true,
            ("date", "timestamp without time zone") => true,
            ("timestamp without time zone" or "timestamp with time zone" or "time without time zone" or "bit varying", _) when was == type =>
                to.Length == 0 || (from.Length > 0 && to[0] >= from[0]),
            ("cidr", "inet") => true,
            ("jsonb", "json" or "text") or ("json", "text") or ("uuid", "text") or ("boolean", "text") or ("xml", "text") => true,
            _ => false,
        };
    }

    private static int Scale(int[] modifier) => modifier.Length > 1 ? modifier[1] : 0;

    /// <summary>`timestamp(3) without time zone` is the type without the number, and the number.</summary>
    private static (string Name, int[] Modifier) Split(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var close = type.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open) return (type, []);
        var numbers = type[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        return numbers.All(n => int.TryParse(n, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? (string.Concat(type.AsSpan(0, open), type.AsSpan(close + 1)), [.. numbers.Select(n => int.Parse(n, CultureInfo.InvariantCulture))])
            : (type, []);
    }
}
