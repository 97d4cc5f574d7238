using System.Globalization;

namespace Countersign.Policy.Yaml;

/// <summary>Reads typed values out of nodes; whatever is wrong is reported at its place and yields null or less.</summary>
internal sealed class YamlValues(ProblemList problems)
{
    internal ProblemList Problems => problems;

    /// <summary>The mapping under a node, read key by key; null when the node is no mapping.</summary>
    internal YamlMap? Map(YamlNode? node, string what, params ImmutableArray<string> keys)
    {
        if (node is YamlNode.Map map) return new(map, what, keys, problems);
        WrongType(node, what, "a mapping");
        return null;
    }

    /// <summary>Non-empty text.</summary>
    internal string? Text(YamlNode? node, string what)
    {
        if (node is YamlNode.Scalar { IsText: true } scalar)
        {
            if (!string.IsNullOrWhiteSpace(scalar.Text)) return scalar.Text;
            problems.Add(scalar, $"{what} is empty");
            return null;
        }

        WrongType(node, what, "text", node is YamlNode.Scalar { Text.Length: > 0 } s ? $"write it in quotes: `\"{s.Text}\"`" : null);
        return null;
    }

    /// <summary>A whole number between two bounds, both included.</summary>
    internal int? Number(YamlNode? node, string what, int least, int most)
    {
        if (node is YamlNode.Scalar scalar && scalar.AsInteger is { } value)
        {
            if (value >= least && value <= most) return value;
            problems.Add(scalar, most == int.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"{what} is at least {least}, not {value}")
                : string.Create(CultureInfo.InvariantCulture, $"{what} is between {least} and {most}, not {value}"));
            return null;
        }

        WrongType(node, what, "a whole number");
        return null;
    }

    /// <summary>One word out of a closed list.</summary>
    internal string? Word(YamlNode? node, string what, ImmutableArray<string> words)
    {
        if (Text(node, what) is not { } text) return null;
        if (words.Contains(text)) return text;
        problems.Add(node!, $"unknown {what} `{text}`", Suggestion.For(text, words));
        return null;
    }

    /// <summary>The items of a list that is not empty; empty when the node is absent or no such list.</summary>
    internal ImmutableArray<YamlNode> Items(YamlNode? node, string what)
    {
        if (node is YamlNode.List { Items.Length: > 0 } list) return list.Items;
        if (node is YamlNode.List)
            problems.Add(node, $"{what} is an empty list, which says nothing", "name at least one, or leave the key out");
        else
            WrongType(node, what, "a list", node is YamlNode.Scalar { Text.Length: > 0 } s ? $"write `[{s.Text}]`" : null);
        return [];
    }

    /// <summary>A list in which every item is read the same way; items that cannot be read are left out.</summary>
    internal ImmutableArray<T> List<T>(YamlNode? node, string what, Func<YamlNode, T?> item)
        where T : class =>
        [.. Items(node, what).Select(item).OfType<T>()];

    /// <summary>A list of non-empty text.</summary>
    internal ImmutableArray<string> Texts(YamlNode? node, string what) => List(node, what, i => Text(i, "an entry of " + what));

    /// <summary>A list of words out of a closed list.</summary>
    internal ImmutableArray<string> Words(YamlNode? node, string what, string each, ImmutableArray<string> words) =>
        List(node, what, i => Word(i, each, words));

    private void WrongType(YamlNode? node, string what, string wanted, string? suggestion = null)
    {
        if (node is null or YamlNode.Unread) return; // reported where it was missed, or where it could not be read
        problems.Add(node, $"{what} is {wanted}, not {node.Description}", suggestion);
    }
}
