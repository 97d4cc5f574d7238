using System.Globalization;

namespace Countersign.Policy.Yaml;

/// <summary>Collects problems, so that a person sees all of them at once.</summary>
internal sealed class ProblemList
{
    /// <summary>More than anyone reads; the last line says how many were left out.</summary>
    private const int Shown = 100;

    private readonly List<PolicyProblem> _problems = [];

    internal bool IsEmpty => _problems.Count == 0;

    internal void Add(YamlNode at, string message, string? suggestion = null) =>
        Add(at.Line, at.Column, message, suggestion);

    internal void Add(int line, int column, string message, string? suggestion = null) =>
        _problems.Add(new(line, column, message, suggestion));

    /// <summary>In order of place.</summary>
    internal ImmutableArray<PolicyProblem> ToImmutable()
    {
        var ordered = _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToImmutableArray();
        if (ordered.Length <= Shown) return ordered;
        var rest = (ordered.Length - Shown).ToString(CultureInfo.InvariantCulture);
        return [.. ordered[..Shown], new(ordered[Shown].Line, ordered[Shown].Column, $"{rest} more problems", null)];
    }
}
