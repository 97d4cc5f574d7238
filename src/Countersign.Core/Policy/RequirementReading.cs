using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>Reads `require:` and the principals in it.</summary>
internal sealed partial class RequirementReading(YamlValues values)
{
    private static readonly ImmutableArray<string> Roles = ["read", "triage", "write", "maintain", "admin"];

    /// <param name="what">The key that holds it, for sentences about it.</param>
    internal Requirement? Read(YamlNode node, string what = "require")
    {
        if (values.Map(node, what, "count", "from") is not { } map) return null;
        var countNode = map.Required("count");
        var count = values.Number(countNode, "count", 1, int.MaxValue);
        var fromNode = map.Required("from");
        var from = values.List(fromNode, "from", Principal);
        if (count is null || from.IsEmpty) return null;
        if (fromNode is YamlNode.List list && list.Items.Length == from.Length) EnoughPeople(countNode, count.Value, from);
        return new(count.Value, from);
    }

    private void EnoughPeople(YamlNode at, int count, ImmutableArray<Principal> from)
    {
        if (!from.All(p => p is Principal.User)) return;
        var people = from.OfType<Principal.User>().Select(u => u.Login).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (count > people)
            values.Problems.Add(at, string.Create(CultureInfo.InvariantCulture,
                $"count is {count}, but `from` names {people} {(people == 1 ? "person" : "people")}; it can never be met"));
    }

    private Principal? Principal(YamlNode node)
    {
        if (values.Text(node, "an entry of from") is not { } text) return null;
        if (text is "codeowners") return new Principal.Codeowners();
        var (kind, name) = text.IndexOf(':') is > 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");
        switch (kind)
        {
            case "role" when Roles.Contains(name):
                return new Principal.Role(Enum.Parse<RepositoryRole>(name, ignoreCase: true));
            case "role":
                values.Problems.Add(node, $"unknown role `{name}`", Suggestion.For(name, Roles));
                return null;
            case "user" when Login().IsMatch(name):
                return new Principal.User(name);
            case "team" when Slug().IsMatch(name):
                return new Principal.Team(name);
            case "user" or "team":
                values.Problems.Add(node, $"`{name}` is not the name of a {kind}", Hint(kind, name));
                return null;
            default:
                values.Problems.Add(node, $"unknown principal `{text}`",
                    Suggestion.For(kind, ["team:", "user:", "role:", "codeowners"]));
                return null;
        }
    }

    private static string Hint(string kind, string name) => name.StartsWith('@')
        ? $"leave out the `@`: `{kind}:{name[1..]}`"
        : kind == "team" ? "write the team's slug, e.g. `team:dba`" : "write the account's login, e.g. `user:ana`";

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
