using System.Text;

namespace Countersign.Statements.Sqlite;

/// <summary>One row of `sqlite_schema`.</summary>
/// <param name="Type">`table`, `index`, `view` or `trigger`.</param>
/// <param name="Sql">The CREATE statement as SQLite keeps it; null for an index that a constraint made.</param>
public sealed record SqliteObject(string Type, string Name, string Table, string? Sql)
{
    /// <summary>The module of a virtual table; null for anything else.</summary>
    public string? Module
    {
        get
        {
            if (Type != "table" || Sql?.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase) != true)
                return null;
            var tokens = SqliteLexer.Tokens(Encoding.UTF8.GetBytes(Sql));
            return tokens.SkipWhile(t => !t.Is("USING")).Skip(1).FirstOrDefault().Value ?? "";
        }
    }
}

/// <summary>The schema at a point of a script. Names compare without case, as in SQLite.</summary>
public sealed class SqliteSchema
{
    private readonly ImmutableDictionary<string, SqliteObject> _byName;

    /// <summary>Takes the rows of `sqlite_schema`.</summary>
    public SqliteSchema(IEnumerable<SqliteObject> objects) =>
        _byName = objects.ToImmutableDictionary(o => o.Type + " " + o.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A schema without objects.</summary>
    public static SqliteSchema Empty { get; } = new([]);

    /// <summary>Everything in it, in ordinal order of type and name.</summary>
    public IEnumerable<SqliteObject> Objects =>
        _byName.OrderBy(o => o.Key, StringComparer.OrdinalIgnoreCase).Select(o => o.Value);

    /// <summary>The object of that type and name, or null.</summary>
    public SqliteObject? Find(string type, string? name) =>
        name is null ? null : _byName.GetValueOrDefault(type + " " + name);

    /// <summary>Indexes and triggers of a table or view, in order of name.</summary>
    public IEnumerable<SqliteObject> On(string table, string type) => Objects.Where(o =>
        o.Type == type && o.Table.Equals(table, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when nothing differs but the quoting and spacing of names, which ALTER TABLE rewrites.</summary>
    public bool Means(SqliteSchema other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _byName.Count == other._byName.Count && _byName.All(o =>
            other._byName.TryGetValue(o.Key, out var same) && Canonical(o.Value.Sql) == Canonical(same.Sql));
    }

    private static string Canonical(string? sql) => sql is null
        ? ""
        : string.Join('\u001f', SqliteLexer.Tokens(Encoding.UTF8.GetBytes(sql)).Select(t => t.Value));
}
