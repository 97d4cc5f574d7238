using System.Diagnostics.CodeAnalysis;

namespace Countersign.Statements;

/// <summary>
/// What reading one statement finds, in any dialect: its effects and the objects that it names, each once and in the order in
/// which they were found, and what undoes it. Readers of a dialect derive from it and add what only they know.
/// </summary>
public abstract class FoundEffects
{
    private readonly HashSet<Effect> _seen = [];
    private readonly HashSet<ObjectName> _touched = [];
    private readonly List<Effect> _effects = [];
    private readonly List<ObjectName> _objects = [];
    private Reversal? _reversal;

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<ObjectName> Objects => _objects;

    /// <summary>The first that was found; without one, the statement does not tell.</summary>
    public Reversal Reversal => _reversal ?? new Reversal.Irreversible("the statement does not say what was there before");

    /// <summary>True while something is read that the statement keeps for later instead of running it.</summary>
    public bool IsStored { get; set; }

    /// <summary>It names this object.</summary>
    public void Touch(ObjectName name)
    {
        if (_touched.Add(name)) _objects.Add(name);
    }

    /// <summary>It does this.</summary>
    public void Add(Effect effect)
    {
        if (_seen.Add(effect)) _effects.Add(effect);
    }

    /// <summary>It names an object and creates it.</summary>
    public void Creates(ObjectName name, string what) => Add(name, new Effect.Creates(name, what));

    /// <summary>It names an object and alters it.</summary>
    public void Alters(ObjectName name, string what) => Add(name, new Effect.Alters(name, what));

    /// <summary>It names an object and drops it.</summary>
    public void Drops(ObjectName name, string what) => Add(name, new Effect.Drops(name, what));

    /// <summary>It names an object and changes who may do what with it.</summary>
    public void Grants(ObjectName name, string what) => Add(name, new Effect.Grants(name, what));

    /// <summary>
    /// Code that is named in the statement and cannot be read from it. What runs now makes the statement opaque (INV-15);
    /// what is kept in a definition runs when something else is done, and is reported there if that can be told.
    /// </summary>
    public void UnknownCode(string what) =>
        Add(IsStored ? new Effect.RunsCode($"{what} later") : new Effect.Opaque($"{what}, whose effects are not known"));

    /// <summary>These statements undo it, unless something else was said before.</summary>
    public void UndoneBy([StringSyntax("sql")] string sql) => _reversal ??= new Reversal.By(sql);

    /// <summary>It cannot be undone, unless something else was said before.</summary>
    public void CannotBeUndone(string because) => _reversal ??= new Reversal.Irreversible(because);

    /// <summary>
    /// Takes over what a statement inside CREATE SCHEMA does. Names without a schema are looked up in the new one first;
    /// what is made there is certain, what is used there may also stand elsewhere, so both names count.
    /// </summary>
    protected void IncludeIn(string schema, FoundEffects inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        foreach (var name in inner.Objects)
        {
            Touch(InSchema(name, schema));
            Touch(name);
        }

        foreach (var effect in inner.Effects)
            Add(effect switch
            {
                Effect.Creates e => e with { Object = InSchema(e.Object, schema) },
                Effect.Alters e => e with { Object = InSchema(e.Object, schema) },
                Effect.Grants e => e with { Object = InSchema(e.Object, schema) },
                Effect.Locks e => e with { Object = InSchema(e.Object, schema) },
                Effect.Scans e => e with { Object = InSchema(e.Object, schema) },
                _ => effect,
            });
    }

    private static ObjectName InSchema(ObjectName name, string schema) => name with { Schema = name.Schema ?? schema };

    private void Add(ObjectName name, Effect effect)
    {
        Touch(name);
        Add(effect);
    }
}
