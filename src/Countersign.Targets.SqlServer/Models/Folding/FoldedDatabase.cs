namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>A database while migrations are folded into it: all that has been made and not dropped. It starts with `dbo`.</summary>
internal sealed class FoldedDatabase
{
    internal Dictionary<ItemName, FoldedTable> Tables { get; } = [];

    internal List<FoldedIndex> Indexes { get; } = [];

    internal Dictionary<ItemName, FoldedModule> Modules { get; } = [];

    /// <summary>By kind and name, since a user and a schema may be called alike.</summary>
    internal Dictionary<(string Kind, ItemName Name), FoldedPlain> Plain { get; } = [];

    internal List<FoldedRight> Rights { get; } = [];

    internal List<FoldedProperty> Properties { get; } = [];

    /// <summary>Members of roles.</summary>
    internal HashSet<(ItemName Role, ItemName Member)> Members { get; } = [];

    /// <summary>Whether an object of sys.objects is called so.</summary>
    internal bool HasObject(ItemName name) => Tables.ContainsKey(name) || Modules.ContainsKey(name)
        || Plain.ContainsKey(("SYNONYM", name)) || Plain.ContainsKey(("SEQUENCE", name)) || Tables.Values.Any(t => IsConstraintOf(t, name));

    /// <summary>Every template that may name things of others.</summary>
    internal IEnumerable<(string Of, Template Text)> Templates() =>
    [
        .. Tables.Values.SelectMany(t => t.Constraints.Select(c => ($"a constraint of {t.Name}", c.Body))),
        .. Tables.Values.SelectMany(t => t.Inline.Select(i => ($"index {i.Name} of {t.Name}", i.Body))),
        .. Indexes.Select(i => ($"index {i.Name} of {i.Owner}", i.Head)),
        .. Modules.Values.Select(m => ($"{m.Kind.ToLowerInvariant()} {m.Name}", m.Text)),
        .. Plain.Values.Select(p => ($"{p.Kind.ToLowerInvariant()} {p.Name}", p.Text)),
    ];

    /// <summary>What a name becomes in every text that the server keeps by number.</summary>
    internal void Rewrite(Func<Template, Template> change)
    {
        foreach (var (name, table) in Tables.ToList())
            Tables[name] = table with
            {
                Constraints = [.. table.Constraints.Select(c => c with { Body = change(c.Body) })],
                Inline = [.. table.Inline.Select(i => (i.Name, change(i.Body), i.Mentions))],
            };
        for (var i = 0; i < Indexes.Count; i++) Indexes[i] = Indexes[i] with { Head = change(Indexes[i].Head) };
        foreach (var (name, module) in Modules.ToList()) Modules[name] = module with { Text = change(module.Text) };
        foreach (var (key, plain) in Plain.ToList()) Plain[key] = plain with { Text = change(plain.Text) };
        for (var i = 0; i < Rights.Count; i++) Rights[i] = Rights[i] with { On = change(Rights[i].On) };
    }

    /// <summary>Moves an object of any kind with all that belongs to it.</summary>
    internal void Move(ItemName from, ItemName to)
    {
        Rewrite(t => t.Renamed(from, to));
        if (Tables.Remove(from, out var table)) Tables[to] = table with { Name = to };
        if (Modules.Remove(from, out var module)) Modules[to] = module with { Name = to };
        foreach (var kind in (string[])["SYNONYM", "SEQUENCE"])
            if (Plain.Remove((kind, from), out var plain)) Plain[(kind, to)] = plain with { Name = to };
        for (var i = 0; i < Indexes.Count; i++)
            if (Indexes[i].Owner == from) Indexes[i] = Indexes[i] with { Owner = to };
        foreach (var (name, owned) in Modules.Where(m => m.Value.Owner == from).ToList()) Modules[name] = owned with { Owner = to };
        if (from.Schema != to.Schema) Triggers(to, from, to);
        Properties.Replace(p => p.Moved(from, to));
    }

    /// <summary>Removes what goes with an object: indexes, triggers, rights and properties.</summary>
    internal void RemoveBelongings(ItemName name)
    {
        Indexes.RemoveAll(i => i.Owner == name);
        Rights.RemoveAll(r => r.On.UsesItem(name));
        Properties.RemoveAll(p => p.IsOf(name));
        foreach (var (trigger, _) in Modules.Where(m => m.Value.Owner == name).ToList()) Modules.Remove(trigger);
        foreach (var key in Plain.Where(p => p.Value.Kind is "STATISTICS" or "FULLTEXT INDEX" or "TABLE INDEX" && p.Value.Text.UsesItem(name)).Select(p => p.Key).ToList())
            Plain.Remove(key);
    }

    /// <summary>Triggers go to their table's schema.</summary>
    private void Triggers(ItemName owner, ItemName from, ItemName to)
    {
        foreach (var (name, trigger) in Modules.Where(m => m.Value.Owner == owner && ItemName.Same(m.Key.Schema, from.Schema)).ToList())
        {
            var moved = name with { Schema = to.Schema };
            Modules.Remove(name);
            Modules[moved] = trigger with { Name = moved, Text = trigger.Text.Renamed(name, moved) };
        }
    }

    private static bool IsConstraintOf(FoldedTable table, ItemName name) => ItemName.Same(table.Name.Schema, name.Schema)
        && table.Constraints.Any(c => c.Name is { } n && ItemName.Same(n, name.Name));
}

/// <summary>Changes lists in place.</summary>
internal static class InPlace
{
    internal static void Replace<T>(this List<T> list, Func<T, T> change)
    {
        for (var i = 0; i < list.Count; i++) list[i] = change(list[i]);
    }
}
