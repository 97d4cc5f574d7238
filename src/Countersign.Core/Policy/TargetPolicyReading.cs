using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Policy.Yaml;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Reads entries under `targets:`.</summary>
internal sealed partial class TargetPolicyReading(YamlValues values)
{
    /// <summary>`policy` is ours alone: it stands for the policy file in a plan.</summary>
    private static readonly ImmutableDictionary<string, Dialect> Dialects =
        Enum.GetValues<Dialect>().Where(d => d != Dialect.Policy).ToImmutableDictionary(d => d.Word());

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    internal TargetPolicy? Read(YamlNode node)
    {
        var map = values.Map(node, "a target", "name", "environment", "dialect", "scripts", "repeatable", "connection",
            "deploy", "window", "server_version", "compatibility_level", "project", "project_options", "search_path", "rehearsal", "enforcement", "drift");
        if (map is null) return null;
        var name = Name(map);
        var environment = Word(map.Required("environment"), "environment");
        var dialect = DialectOf(map);
        var connection = Word(map.Required("connection"), "connection");
        var scripts = Globs(map, "scripts");
        var repeatable = Globs(map, "repeatable");
        var project = new ProjectKeyReading(values).Read(map, dialect);
        if (map.Optional("scripts") is null && map.Optional("repeatable") is null && map.Optional("project") is null)
            values.Problems.Add(map.Node, "a target has `scripts`, `repeatable`, or both");
        if (project is not null) repeatable = ProjectKeyReading.Globs(project);
        var deploy = Deploy(map);
        var window = new DeployWindowReading(values).Read(map.Optional("window"));
        var version = ServerVersion(map, dialect);
        var path = SearchPath(map, dialect);
        var held = Held(map, dialect);
        var level = CompatibilityLevel(map, dialect);
        var drift = Drift(map, dialect);
        if (name is null || environment is null || dialect is null || connection is null || deploy is null) return null;
        return new(new(name), environment, dialect.Value, scripts, repeatable, connection, deploy.Value, window, version, path)
        {
            Rehearsal = held.Rehearsal,
            Enforcement = held.Enforcement,
            Drift = drift,
            CompatibilityLevel = level,
            Project = project,
            ProjectOptions = new ProjectOptionsReading(values).Read(map, project),
        };
    }

    /// <summary>Elsewhere nothing is rehearsed yet, and a key without effect is a hole.</summary>
    private (RehearsalMode Rehearsal, EnforcementPolicy Enforcement) Held(YamlMap map, Dialect? dialect)
    {
        var reading = new EnforcementReading(values);
        var (rehearsal, enforcement) = (map.Optional("rehearsal"), map.Optional("enforcement"));
        if (rehearsal is not null && OnlyPostgres(rehearsal, "rehearsal", dialect)) rehearsal = null;
        if (enforcement is not null && OnlyPostgres(enforcement, "enforcement", dialect)) enforcement = null;
        var mode = reading.Rehearsal(rehearsal);
        return (mode, reading.Enforcement(enforcement, mode));
    }

    private string? Name(YamlMap map)
    {
        var node = map.Required("name");
        if (Word(node, "name") is not { } name) return null;
        if (_lines.TryAdd(name, node.Line)) return name;
        values.Problems.Add(node, string.Create(CultureInfo.InvariantCulture,
            $"two targets are called `{name}`; the first is on line {_lines[name]}"));
        return null;
    }

    /// <summary>Names are part of digests, comments and configuration keys, so they are kept plain.</summary>
    private string? Word(YamlNode node, string what)
    {
        if (values.Text(node, what) is not { } text) return null;
        if (PlainName().IsMatch(text)) return text;
        values.Problems.Add(node, $"{what} `{text}` is not a plain name", "use a-z, 0-9, `-`, `_` and `.`, at most 63");
        return null;
    }

    private Dialect? DialectOf(YamlMap map) =>
        values.Word(map.Required("dialect"), "dialect", [.. Dialects.Keys.Order(StringComparer.Ordinal)]) is { } word
            ? Dialects[word]
            : null;

    private DeployTrigger? Deploy(YamlMap map)
    {
        if (map.Optional("deploy") is not { } node) return DeployTrigger.OnMerge;
        return values.Word(node, "deploy", ["on-merge", "on-command"]) switch
        {
            "on-merge" => DeployTrigger.OnMerge,
            "on-command" => DeployTrigger.OnCommand,
            _ => null,
        };
    }

    private ImmutableArray<PathGlob> Globs(YamlMap map, string key) =>
        map.Optional(key) is { } node
            ? values.List(node, key, i => GlobReading.Path(values, i, "an entry of " + key))
            : [];

    private int? ServerVersion(YamlMap map, Dialect? dialect)
    {
        if (map.Optional("server_version") is not { } node) return null;
        if (OnlyPostgres(node, "server_version", dialect)) return null;
        return values.Number(node, "server_version", 13, 18);
    }

    /// <summary>Levels are spaced by ten: 100 is SQL Server 2008, 170 is 2025.</summary>
    private int? CompatibilityLevel(YamlMap map, Dialect? dialect)
    {
        if (map.Optional("compatibility_level") is not { } node || OnlySqlServer(node, "compatibility_level", dialect)) return null;
        var level = values.Number(node, "compatibility_level", 100, 170);
        if (level is null || level % 10 == 0) return level;
        values.Problems.Add(node, string.Create(CultureInfo.InvariantCulture, $"there is no compatibility level {level}"), "use 100, 110, … or 170");
        return null;
    }

    private DriftMode Drift(YamlMap map, Dialect? dialect) =>
        map.Optional("drift") is { } node && !OnlySqlServer(node, "drift", dialect) && values.Word(node, "drift", ["refuse", "off"]) == "refuse"
            ? DriftMode.Refuse
            : DriftMode.Off;

    private ImmutableArray<string> SearchPath(YamlMap map, Dialect? dialect)
    {
        if (map.Optional("search_path") is not { } node) return dialect is Dialect.PostgreSql ? ["public"] : [];
        return OnlyPostgres(node, "search_path", dialect) ? [] : values.Texts(node, "search_path");
    }

    private bool OnlyPostgres(YamlNode node, string key, Dialect? dialect) => IsForAnother(Dialect.PostgreSql, node, key, dialect);

    private bool OnlySqlServer(YamlNode node, string key, Dialect? dialect) => IsForAnother(Dialect.SqlServer, node, key, dialect);

    /// <summary>A key without effect is a hole.</summary>
    private bool IsForAnother(Dialect only, YamlNode node, string key, Dialect? dialect)
    {
        if (dialect is null || dialect == only) return false;
        values.Problems.Add(node, $"`{key}` is for dialect `{only.Word()}`, not `{dialect.Value.Word()}`", "leave it out");
        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
