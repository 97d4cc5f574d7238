using System.Text;
using System.Text.RegularExpressions;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// Puts the values that policy gives to SQLCMD variables into the files of a project, before anything reads them: what is signed holds
/// the values, and what no value is given to is refused where it stands.
/// </summary>
internal static partial class SqlCmdValues
{
    internal static ImmutableArray<Script> Put(ImmutableArray<Script> files, ImmutableSortedDictionary<string, string> values) =>
        values.IsEmpty ? files : [.. files.Select(f => f.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? Put(f, values) : f)];

    private static Script Put(Script file, ImmutableSortedDictionary<string, string> values)
    {
        if (file.Bytes.Span.IndexOf("$("u8) < 0 || StrictText.Check(file, SqlServerReader.Sizes).Refusals.Length > 0) return file;
        var text = Encoding.UTF8.GetString(file.Bytes.Span);
        var filled = Variable().Replace(text, v => values.GetValueOrDefault(v.Groups[1].Value, v.Value));
        return new(file.Path, file.Mode, file.Role, Encoding.UTF8.GetBytes(filled));
    }

    [GeneratedRegex(@"\$\(([A-Za-z_][A-Za-z0-9_-]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
