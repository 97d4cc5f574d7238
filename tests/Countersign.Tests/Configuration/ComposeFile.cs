using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Countersign.Tests.Configuration;

/// <summary>deploy/compose.yaml, with aliases and merges resolved as Docker does.</summary>
internal sealed partial class ComposeFile
{
    private readonly YamlMappingNode _root;

    public ComposeFile()
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(Golden.Repository("deploy/compose.yaml")))));
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    /// <summary>The secrets that it says where to find.</summary>
    public IEnumerable<string> Secrets => Map(_root, "secrets").Children.Keys.Select(Text);

    /// <summary>Services by name.</summary>
    public IEnumerable<(string Name, YamlMappingNode Service)> Services =>
        Map(_root, "services").Children.Select(s => (Text(s.Key), (YamlMappingNode)s.Value));

    /// <summary>The service of this name.</summary>
    public YamlMappingNode Service(string name) => Map(Map(_root, "services"), name);

    /// <summary>What a service is started with; `${NAME:?…}` is filled in.</summary>
    public static Dictionary<string, string> Environment(YamlMappingNode service) => Map(service, "environment").Children
        .ToDictionary(e => Text(e.Key), e => Asked().Replace(Text(e.Value), a => a.Groups[1].Value == "COUNTERSIGN_APP_ID" ? "7" : "https://countersign.example.org/"));

    /// <summary>Secrets that a service is given.</summary>
    public static IEnumerable<string> SecretsOf(YamlMappingNode service) => List(service, "secrets");

    /// <summary>A list of words; empty where there is none.</summary>
    public static IEnumerable<string> List(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var list) ? ((YamlSequenceNode)list).Children.Select(Text) : [];

    public static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"\$\{(\w+):\?[^}]*\}")]
    private static partial Regex Asked();
}
