using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>Reads `window:`.</summary>
internal sealed partial class DeployWindowReading(YamlValues values)
{
    private static readonly ImmutableArray<string> Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    internal DeployWindow? Read(YamlNode? node)
    {
        if (node is null || values.Map(node, "window", "days", "from", "to", "time_zone") is not { } map) return null;
        var days = values.Words(map.Required("days"), "days", "day", Days);
        var from = Time(map.Required("from"), "from");
        var to = Time(map.Required("to"), "to");
        var zone = Zone(map.Required("time_zone"));
        if (from is null || to is null || zone is null) return null;
        if (from == to) values.Problems.Add(map.Required("to"), "the window is empty: `from` and `to` are the same time");
        return new([.. days.Select(Day)], from.Value, to.Value, zone);
    }

    private static DayOfWeek Day(string word) => (DayOfWeek)((Days.IndexOf(word) + 1) % 7); // DayOfWeek starts on Sunday

    private TimeOnly? Time(YamlNode node, string what)
    {
        if (values.Text(node, what) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        values.Problems.Add(node, $"{what} `{text}` is not a time of day", "write it as \"08:00\"");
        return null;
    }

    /// <summary>Only its shape is checked here: which zones exist is the machine's knowledge. An unknown one never opens.</summary>
    private string? Zone(YamlNode node)
    {
        if (values.Text(node, "time_zone") is not { } text) return null;
        if (IanaName().IsMatch(text)) return text;
        values.Problems.Add(node, $"`{text}` is not a time zone's name", "write an IANA name such as `Europe/Berlin` or `UTC`");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IanaName();
}
