using System.Globalization;

namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>What a generated history has made so far, as objects that know each other and not as text.</summary>
internal sealed class Picture
{
    internal List<PicturedTable> Tables { get; } = [];

    internal SortedDictionary<string, string> Procedures { get; } = new(StringComparer.Ordinal);

    internal bool HasShop { get; set; }

    /// <summary>The schema, with constraints where their table is not.</summary>
    internal string Render() => string.Join("\nGO\n", (string[])
    [
        .. HasShop ? ["CREATE SCHEMA [shop] AUTHORIZATION [dbo]"] : (string[])[],
        .. Tables.SelectMany(t => t.Render()),
        .. Procedures.Values.Select(p => "CREATE" + p),
    ]);
}

internal sealed class PicturedTable
{
    internal required string Schema { get; set; }

    internal required string Name { get; set; }

    internal List<PicturedColumn> Columns { get; } = [];

    internal List<PicturedConstraint> Constraints { get; } = [];

    internal List<PicturedIndex> Indexes { get; } = [];

    internal Dictionary<string, string> Rights { get; } = [];

    internal string? Trigger { get; set; }

    internal bool IsTriggerOff { get; set; }

    internal string Sql => $"{Schema}.{Name}";

    internal bool Uses(PicturedColumn column) =>
        Constraints.Exists(c => c.Columns.Contains(column)) || Indexes.Exists(i => i.Column == column || i.Included == column);

    internal IEnumerable<string> Render()
    {
        yield return $"CREATE TABLE [{Schema}].[{Name}] ({string.Join(", ", Columns.Select(c => $"[{c.Name}] {c.Type} {(c.Nullable ? "NULL" : "NOT NULL")}"))})";
        foreach (var constraint in Constraints)
        {
            yield return $"ALTER TABLE {Sql} ADD CONSTRAINT {constraint.Name} {constraint.Sql}";
            if (constraint.IsDisabled) yield return $"ALTER TABLE {Sql} NOCHECK CONSTRAINT {constraint.Name}";
        }

        foreach (var index in Indexes)
        {
            yield return index.Create(this);
            if (index.IsDisabled) yield return $"ALTER INDEX {index.Name} ON {Sql} DISABLE";
        }

        if (Trigger is not null) yield return $"CREATE TRIGGER [{Schema}].[{Trigger}] ON [{Schema}].[{Name}] AFTER INSERT AS PRINT 'x'";
        if (Trigger is not null && IsTriggerOff) yield return $"DISABLE TRIGGER {Schema}.{Trigger} ON {Sql}";
        foreach (var (permission, verb) in Rights) yield return $"{verb} {permission} ON {Sql} TO public";
    }
}

internal sealed class PicturedColumn
{
    internal required string Name { get; set; }

    internal required string Type { get; set; }

    internal bool Nullable { get; set; }
}

/// <param name="name">Its name now.</param>
/// <param name="body">With `{0}` for its column and `{1}` for the table that it refers to.</param>
internal sealed class PicturedConstraint(string name, string body)
{
    internal string Name { get; set; } = name;

    internal string Body { get; } = body;

    internal List<PicturedColumn> Columns { get; init; } = [];

    internal PicturedTable? Refers { get; init; }

    internal bool IsKey { get; set; }

    internal bool IsDisabled { get; set; }

    internal bool IsDefault => Body.StartsWith("DEFAULT", StringComparison.Ordinal);

    internal string Sql => Body.Contains('{', StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, Body, Columns[0].Name, Refers?.Sql) : Body;
}

internal sealed class PicturedIndex
{
    internal required string Name { get; set; }

    internal required PicturedColumn Column { get; init; }

    internal PicturedColumn? Included { get; init; }

    internal bool IsUnique { get; init; }

    internal bool IsDisabled { get; set; }

    internal string Create(PicturedTable table) =>
        $"CREATE {(IsUnique ? "UNIQUE " : "")}INDEX {Name} ON {table.Sql} ({Column.Name}){(Included is null ? "" : $" INCLUDE ({Included.Name})")}";
}

internal static class Pictures
{
    private static readonly string[] Types = ["int", "bigint", "varchar(20)", "nvarchar(max)", "decimal(12, 2)", "datetime2(3)", "bit", "char(3)", "date", "money", "float", "varbinary(16)"];

    internal static string Type(int choice) => Types[choice % Types.Length];
}
