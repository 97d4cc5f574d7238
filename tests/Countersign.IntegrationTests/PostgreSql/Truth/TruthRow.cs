using System.Globalization;
using System.Runtime.CompilerServices;

namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>
/// One statement, and what PostgreSQL's documentation or source says that it does. Rows stand in files by family, separated by
/// empty lines; lines of `-- key: value` say what is expected, what is left out is expected not to happen.
/// </summary>
/// <remarks>
/// `from` is where the expectation is from: a page or chapter of the documentation, or a source file and function. `locks` are
/// the strongest mode on each relation that was there before, under the name that it has afterwards, indexes and TOAST under
/// their table; `locks 18` replaces them on that major. `rows` are +inserted ~updated -deleted. `drops` are as pg_event_trigger_dropped_objects() names them; a `?` says
/// that the server may or may not, as its planner likes. `first` is run by the superuser, `given` in the session itself.
/// </remarks>
internal sealed record TruthRow(string Name, string Sql, ImmutableArray<KeyValuePair<string, string>> Lines)
{
    internal static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "rows");

    internal static ImmutableArray<TruthRow> All { get; } = [.. Directory.GetFiles(Folder, "*.sql").Order(StringComparer.Ordinal).SelectMany(Read)];

    internal bool IsAlone => Has("alone");

    internal bool IsBySuperuser => Text("as") == "superuser";

    internal bool IsOn(int major) => Text("since") is not { } since || int.Parse(since, CultureInfo.InvariantCulture) <= major;

    internal ImmutableArray<string> Statements(string key) => [.. Values(key).SelectMany(v => v.Split("; "))];

    /// <summary>Parts of a line, in ordinal order.</summary>
    internal ImmutableArray<string> Expected(string key, int major)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{key} {major}");
        return [.. Values(Has(own) ? own : key).SelectMany(v => v.Split("; ")).Order(StringComparer.Ordinal)];
    }

    internal bool Has(string key) => Lines.Any(l => l.Key == key);

    internal string? Text(string key) => Lines.Where(l => l.Key == key).Select(l => l.Value).FirstOrDefault();

    internal static TruthRow Of(string name, string block)
    {
        var lines = block.Split('\n');
        var notes = lines.Where(l => l.StartsWith("-- ", StringComparison.Ordinal)).Select(l => l[3..].Split(": ", 2));
        return new(name, string.Join('\n', lines.Where(l => !l.StartsWith("-- ", StringComparison.Ordinal))),
            [.. notes.Select(n => KeyValuePair.Create(n[0], n.Length > 1 ? n[1] : ""))]);
    }

    internal static ImmutableArray<string> Setup { get; } =
    [
        .. string.Join('\n', File.ReadAllLines(Path.Combine(Folder, "..", "setup.sql")).Where(l => !l.StartsWith("--", StringComparison.Ordinal)))
            .Split(";\n").Select(s => s.Trim()).Where(s => s.Length > 0),
    ];

    private IEnumerable<string> Values(string key) => Lines.Where(l => l.Key == key).Select(l => l.Value);

    private static IEnumerable<TruthRow> Read(string file) =>
        File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((block, i) => Of(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)} {i + 1}"), block));

    private static string Here([CallerFilePath] string path = "") => path;
}
