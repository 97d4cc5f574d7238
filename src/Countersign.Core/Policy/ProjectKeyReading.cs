using Countersign.Policy.Yaml;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Reads `project`: the file that declares a SQL Server database, whose folder is governed as a whole.</summary>
internal sealed class ProjectKeyReading(YamlValues values)
{
    private static readonly ImmutableArray<string> Extensions = ["sql", "sqlproj", "refactorlog"];

    internal string? Read(YamlMap map, Dialect? dialect)
    {
        if (map.Optional("project") is not { } node) return null;
        if (dialect is not (null or Dialect.SqlServer))
            return Refuse(node, $"`project` is for dialect `sqlserver`, not `{dialect.Value.Word()}`", "leave it out");
        if (map.Optional("scripts") is not null || map.Optional("repeatable") is not null)
            return Refuse(node, "a target with `project` has no `scripts` and no `repeatable`", "make the scripts a target of their own");
        if (GlobReading.Path(values, node, "project") is not { Pattern: var path }) return null;
        return path.EndsWith(".sqlproj", StringComparison.Ordinal) && path.Contains('/', StringComparison.Ordinal) && path.AsSpan().IndexOfAny('*', '?', '[') < 0
            ? path
            : Refuse(node, $"`{path}` is no path of a `.sqlproj` in a folder of its own", "write it as `db/shop/shop.sqlproj`");
    }

    /// <summary>What of the project's folder is governed.</summary>
    internal static ImmutableArray<PathGlob> Globs(string project)
    {
        var folder = project[..project.LastIndexOf('/')];
        return [.. Extensions.SelectMany<string, PathGlob>(e => [new($"{folder}/*.{e}"), new($"{folder}/**/*.{e}")])];
    }

    private string? Refuse(YamlNode node, string why, string nextStep)
    {
        values.Problems.Add(node, why, nextStep);
        return null;
    }
}
