using System.Text.RegularExpressions;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>
/// A pattern over `schema.name`: `*` stands for any characters, `?` for one. Letter case does not matter: a rule must
/// not be dodged by an identifier in quotes. A statement that names no schema is matched as if it named each schema
/// that the name could resolve in, and a pattern without a dot is matched against the name in every schema.
/// </summary>
public sealed class ObjectPattern
{
    private readonly Regex _regex;

    /// <summary>Takes the pattern as written; every text is one.</summary>
    public ObjectPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        var body = Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal);
        _regex = new(@"\A" + body + @"\z", RegexOptions.NonBacktracking | RegexOptions.Singleline
            | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>As written.</summary>
    public string Pattern { get; }

    /// <summary>Whether the object matches, given the schemas that a name without one could resolve in.</summary>
    public bool Matches(ObjectName name, ImmutableArray<string> schemas) =>
        _regex.IsMatch(name.ToString())
        || (!Pattern.Contains('.', StringComparison.Ordinal) && _regex.IsMatch(name.Name))
        || (name.Schema is null && schemas.Any(s => _regex.IsMatch($"{s}.{name.Name}")));

    /// <inheritdoc />
    public override string ToString() => Pattern;
}
