using System.Text;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>
/// A script as ScriptDom sees it, which counts UTF-16 code units after the byte order mark, and the way back to the bytes
/// that are signed. The bytes are strict UTF-8 by then.
/// </summary>
internal sealed class ScriptText
{
    private readonly int _start;
    private readonly int[]? _offsets;

    internal ScriptText(Script script)
    {
        Script = script;
        _start = StrictText.StartOf(script.Bytes.Span);
        Text = Encoding.UTF8.GetString(script.Bytes.Span[_start..]);
        if (Text.Length != script.Bytes.Length - _start) _offsets = Offsets(Text);
    }

    internal Script Script { get; }

    /// <summary>
    /// True for a deployment script that DacFx made. It builds a table anew in a transaction of its own inside ours, which commits
    /// nothing, and says SERIALIZABLE in it, so that no row is lost between the copy and the drop.
    /// </summary>
    internal bool IsGenerated { get; init; }

    internal string Text { get; }

    /// <summary>True for a file of a project's model, which is not run: DacFx's own variables may stand in it.</summary>
    internal bool IsDeclared { get; init; }

    /// <summary>The bytes of a range of code units.</summary>
    internal Span SpanOf(int start, int end) => new(ByteOf(start), ByteOf(end) - ByteOf(start));

    /// <summary>The bytes of a fragment of the tree.</summary>
    internal Span SpanOf(TSqlFragment fragment) => SpanOf(fragment.StartOffset, fragment.StartOffset + fragment.FragmentLength);

    internal Place PlaceOf(int unit) => Script.PlaceOf(ByteOf(unit));

    /// <summary>A fragment's own text.</summary>
    internal string Of(TSqlFragment fragment) => Text.Substring(fragment.StartOffset, fragment.FragmentLength);

    private int ByteOf(int unit) => _start + (_offsets is null ? unit : _offsets[unit]);

    private static int[] Offsets(string text)
    {
        var offsets = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
            offsets[i + 1] = offsets[i] + text[i] switch
            {
                < '\u0080' => 1,
                < '\u0800' => 2,
                var c when char.IsSurrogate(c) => 2, // a pair is four bytes
                _ => 3,
            };
        return offsets;
    }
}
