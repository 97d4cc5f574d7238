using System.Text;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>A name inside of a definition that a later rename may change. Closed.</summary>
internal abstract record NameUse
{
    private NameUse() { }

    /// <summary>A table, view or other object of two parts.</summary>
    internal sealed record Item(ItemName Name) : NameUse;

    /// <summary>A column of a table.</summary>
    internal sealed record Column(ItemName Table, string Name) : NameUse;
}

/// <summary>
/// A definition's own text, with the names in it that the server keeps by number, so that they follow a rename there, too. A name that
/// no rename has met stands as it was written.
/// </summary>
internal sealed record Template(ImmutableArray<(string? Text, NameUse? Name)> Parts)
{
    internal string Text => Parts.Aggregate(new StringBuilder(), (all, p) => all.Append(p.Text ?? Shown(p.Name!))).ToString();

    /// <summary>Text of a source with holes where names stand, each an offset and a length within the text.</summary>
    internal static Template Of(string text, params ReadOnlySpan<(int Start, int Length, NameUse Name)> holes)
    {
        var parts = ImmutableArray.CreateBuilder<(string?, NameUse?)>();
        var at = 0;
        foreach (var (start, length, name) in holes)
        {
            parts.Add((text[at..start], null));
            parts.Add((text.Substring(start, length), name));
            at = start + length;
        }

        parts.Add((text[at..], null));
        return new(parts.ToImmutable());
    }

    internal static Template Join(params ReadOnlySpan<Template> templates)
    {
        var parts = ImmutableArray.CreateBuilder<(string?, NameUse?)>();
        foreach (var template in templates) parts.AddRange(template.Parts);
        return new(parts.ToImmutable());
    }

    internal static Template List(IEnumerable<Template> templates) =>
        Join([.. templates.SelectMany((t, i) => i == 0 ? [t] : (Template[])[Plain(", "), t])]);

    internal static Template Plain(string text) => new([(text, null)]);

    internal static Template Of(ItemName name) => new([(null, new NameUse.Item(name))]);

    internal static Template Column(ItemName table, string name) => new([(null, new NameUse.Column(table, name))]);

    internal bool Uses(Func<NameUse, bool> which) => Parts.Any(p => p.Name is { } name && which(name));

    internal bool UsesColumn(ItemName table, string column) =>
        Uses(n => n is NameUse.Column c && c.Table == table && ItemName.Same(c.Name, column));

    internal bool UsesItem(ItemName name) => Uses(n => n is NameUse.Item item && item.Name == name);

    internal Template Renamed(ItemName from, ItemName to) => new(
    [
        .. Parts.Select(p => p.Name switch
        {
            NameUse.Item item when item.Name == from => (null, new NameUse.Item(to)),
            NameUse.Column c when c.Table == from => (p.Text, c with { Table = to }), // whose own name stays
            _ => p,
        }),
    ]);

    internal Template RenamedColumn(ItemName table, string from, string to) => new(
    [
        .. Parts.Select(p => p.Name is NameUse.Column c && c.Table == table && ItemName.Same(c.Name, from) ? (null, c with { Name = to }) : p),
    ]);

    private static string Shown(NameUse name) => name switch
    {
        NameUse.Item item => item.Name.Quoted,
        NameUse.Column column => ItemName.Quote(column.Name),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
