using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Countersign.Policy.Yaml;

/// <summary>
/// Reads the small part of YAML that policy needs. Anchors, aliases, tags and further documents are refused: they
/// let a file mean something other than what a reviewer sees, and aliases let a small file grow without bound.
/// </summary>
internal sealed class YamlReading
{
    /// <summary>Deeper than any policy; bounds our recursion and the scanner's work on hostile brackets.</summary>
    private const int DeepestNesting = 12;

    private readonly IParser _parser;
    private readonly ProblemList _problems;

    private YamlReading(IParser parser, ProblemList problems)
    {
        _parser = parser;
        _problems = problems;
    }

    /// <summary>The document's root; null when there is none, which has been reported.</summary>
    internal static YamlNode? Read(string text, ProblemList problems)
    {
#pragma warning disable RS0030 // a reader over text in memory, not I/O: YamlDotNet's parser has no other entrance
        var parser = new Parser(new System.IO.StringReader(text));
#pragma warning restore RS0030
        try
        {
            return new YamlReading(parser, problems).Document();
        }
        catch (YamlException fault) // how the parser says that the text is not YAML
        {
            problems.Add(Line(fault.Start), Column(fault.Start), $"this is not YAML: {fault.Message}");
            return null;
        }
        // How its scanner says the same of a word in brackets that goes on in the next line. One of our own is a fault and passes.
        catch (InvalidOperationException fault) when (fault.Source == typeof(Parser).Assembly.GetName().Name)
        {
            var end = parser.Current?.End ?? Mark.Empty;
            problems.Add(Line(end), Column(end), "this is not YAML: from here on it cannot be read; see whether a word in brackets goes on in the next line, and quote it");
            return null;
        }
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _problems.Add(1, 1, "the file is empty");
            return null;
        }

        var root = Node(0);
        if (root is null) return null; // nested too deeply: reading on would only cost time
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            _problems.Add(Line(second.Start), Column(second.Start), "a second document begins here; a policy is one document");
        return root;
    }

    private YamlNode? Node(int depth)
    {
        var at = _parser.Current ?? throw new YamlException("the text ends too early");
        var (line, column) = (Line(at.Start), Column(at.Start));
        if (depth > DeepestNesting)
        {
            _problems.Add(line, column, $"nested deeper than {DeepestNesting.ToString(CultureInfo.InvariantCulture)} levels");
            return null;
        }

        if (at is NodeEvent { Anchor.IsEmpty: false })
            _problems.Add(line, column, "anchors are not read in a policy", "write the value out");
        if (at is NodeEvent { Tag.IsEmpty: false })
            _problems.Add(line, column, "tags are not read in a policy", "leave the tag out");
        if (_parser.TryConsume<Scalar>(out var scalar))
            return new YamlNode.Scalar(line, column, scalar.Value, scalar.Style != ScalarStyle.Plain);
        if (_parser.TryConsume<SequenceStart>(out _)) return Items(line, column, depth);
        if (_parser.TryConsume<MappingStart>(out _)) return Entries(line, column, depth);
        _parser.Consume<AnchorAlias>();
        _problems.Add(line, column, "aliases are not read in a policy", "write the value out");
        return new YamlNode.Unread(line, column);
    }

    private YamlNode.List? Items(int line, int column, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return new(line, column, items.ToImmutable());
    }

    private YamlNode.Map? Entries(int line, int column, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not { } key || Node(depth + 1) is not { } value) return null;
            if (key is not YamlNode.Scalar name)
                _problems.Add(key, $"a key is a word, not {key.Description}");
            else if (!seen.TryAdd(name.Text, name.Line))
                _problems.Add(key, string.Create(CultureInfo.InvariantCulture,
                    $"`{name.Text}` is given twice; the first is on line {seen[name.Text]}"));
            else
                entries.Add(new(name, value));
        }

        return new(line, column, entries.ToImmutable());
    }

    private static int Line(Mark mark) => (int)Math.Max(1, mark.Line);

    private static int Column(Mark mark) => (int)Math.Max(1, mark.Column);
}
