using System.Globalization;
using Countersign.Schemas;

namespace Countersign.Rehearsals;

/// <summary>Sizes for people: two digits are enough to decide by, and estimates have no more.</summary>
public static class SizeWords
{
    private static readonly ImmutableArray<string> Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>`41 GB and 12 GB of indexes, about 120 million rows`.</summary>
    public static string Of(RelationSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var rows = size.Rows < 0 ? "rows not counted yet" : $"about {Count(size.Rows)} rows";
        return size.IndexBytes > 0 ? $"{Bytes(size.Bytes)} and {Bytes(size.IndexBytes)} of indexes, {rows}" : $"{Bytes(size.Bytes)}, {rows}";
    }

    /// <summary>In steps of 1,024, as PostgreSQL's pg_size_pretty.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 10 && unit > 0 ? "0.#" : "0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }

    private static string Count(long rows) => rows switch
    {
        >= 1_000_000_000 => Short(rows / 1e9, "billion"),
        >= 1_000_000 => Short(rows / 1e6, "million"),
        _ => rows.ToString("#,0", CultureInfo.InvariantCulture),
    };

    private static string Short(double value, string unit) =>
        $"{value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {unit}";
}
