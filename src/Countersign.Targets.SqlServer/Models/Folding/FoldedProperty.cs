namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>An extended property; what it is about is a path of kinds and names, such as SCHEMA dbo, TABLE orders, COLUMN total.</summary>
internal sealed record FoldedProperty(string Name, ImmutableArray<(string Kind, string Name)> Path, string Value)
{
    /// <summary>Whether it is of an object of two parts, or of something in it.</summary>
    internal bool IsOf(ItemName name) => Path is [("SCHEMA", var schema), (_, var item), ..] && new ItemName(schema, item) == name;

    internal bool IsOfChild(ItemName name, string kind, string child) =>
        IsOf(name) && Path is [_, _, var third, ..] && third.Kind == kind && ItemName.Same(third.Name, child);

    internal bool IsAbout(FoldedProperty other) => ItemName.Same(Name, other.Name) && Path.Length == other.Path.Length
        && Path.Zip(other.Path).All(p => p.First.Kind == p.Second.Kind && ItemName.Same(p.First.Name, p.Second.Name));

    internal FoldedProperty Moved(ItemName from, ItemName to) =>
        IsOf(from) ? this with { Path = [("SCHEMA", to.Schema), (Path[1].Kind, to.Name), .. Path[2..]] } : this;

    internal FoldedProperty RenamedChild(ItemName owner, string kind, string from, string to) =>
        IsOfChild(owner, kind, from) ? this with { Path = [Path[0], Path[1], (kind, to), .. Path[3..]] } : this;

    internal string Sql()
    {
        var levels = Path.Select((p, i) => $", @level{i}type = N'{p.Kind}', @level{i}name = {Text(p.Name)}");
        return $"EXECUTE sp_addextendedproperty @name = {Text(Name)}, @value = {Value}{string.Concat(levels)};";
    }

    internal static string Text(string value) => $"N'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
