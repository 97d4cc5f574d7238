namespace Countersign.Policy.Yaml;

/// <summary>A mapping with a closed set of keys. Unknown ones are reported when it is opened.</summary>
internal sealed class YamlMap
{
    private readonly YamlNode.Map _map;
    private readonly string _what;
    private readonly ProblemList _problems;

    internal YamlMap(YamlNode.Map map, string what, ImmutableArray<string> keys, ProblemList problems)
    {
        _map = map;
        _what = what;
        _problems = problems;
        foreach (var entry in map.Entries.Where(e => !keys.Contains(e.Key.Text)))
            problems.Add(entry.Key, $"unknown key `{entry.Key.Text}` in {what}", Suggestion.For(entry.Key.Text, keys));
    }

    internal int Line => _map.Line;

    internal YamlNode Node => _map;

    internal YamlNode? Optional(string key) => _map.Entries.FirstOrDefault(e => e.Key.Text == key)?.Value;

    internal YamlNode Required(string key)
    {
        if (Optional(key) is { } node) return node;
        _problems.Add(_map, $"{_what} has no `{key}`");
        return new YamlNode.Unread(_map.Line, _map.Column);
    }

    internal YamlNode.Scalar? Key(string key) => _map.Entries.FirstOrDefault(e => e.Key.Text == key)?.Key;
}
