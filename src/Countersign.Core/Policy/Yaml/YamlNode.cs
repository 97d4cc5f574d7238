namespace Countersign.Policy.Yaml;

/// <summary>A node of a YAML document with the place it starts at (1-based; columns count UTF-16 units). Closed.</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>A scalar. A quoted one is text whatever it looks like.</summary>
    internal sealed record Scalar(int Line, int Column, string Text, bool IsQuoted) : YamlNode(Line, Column);

    internal sealed record List(int Line, int Column, ImmutableArray<YamlNode> Items) : YamlNode(Line, Column);

    internal sealed record Map(int Line, int Column, ImmutableArray<YamlEntry> Entries) : YamlNode(Line, Column);

    /// <summary>Already reported; whoever meets it says nothing more.</summary>
    internal sealed record Unread(int Line, int Column) : YamlNode(Line, Column);

    /// <summary>What a person would call it.</summary>
    internal string Description => this switch
    {
        List => "a list",
        Map => "a mapping",
        Scalar { IsText: true } => "text",
        Scalar { Text: "" or "~" or "null" or "Null" or "NULL" } => "nothing",
        Scalar s => $"`{s.Text}`, which YAML reads as a number or a truth value",
        _ => "something unreadable",
    };
}

/// <summary>One key of a mapping.</summary>
internal sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value);
