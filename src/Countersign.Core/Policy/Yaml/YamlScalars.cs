using System.Globalization;
using System.Text.RegularExpressions;

namespace Countersign.Policy.Yaml;

/// <summary>What a plain scalar is by the core schema of YAML 1.2 (section 10.3.2), so that an editor's schema and we agree.</summary>
internal static partial class YamlScalars
{
    extension(YamlNode.Scalar scalar)
    {
        internal bool IsText => scalar.IsQuoted || !NotText().IsMatch(scalar.Text);

        internal int? AsInteger =>
            !scalar.IsQuoted && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : null;
    }

    [GeneratedRegex(
        @"^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
        + @"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotText();
}
