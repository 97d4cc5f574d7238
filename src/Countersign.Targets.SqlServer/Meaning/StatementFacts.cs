using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What a rule says about a place in a batch.</summary>
internal sealed record Remark(Rule Rule, Severity Severity, int At, string Message, string? Instead);

/// <summary>What is found out about one statement of a batch while its tree is walked.</summary>
internal sealed class StatementFacts(TSqlStatement statement, ScriptText text, KnownObjects known)
{
    private readonly List<Effect> _effects = [];
    private readonly List<ObjectName> _objects = [];
    private Reversal? _reversal;

    internal TSqlStatement Statement { get; } = statement;

    internal ScriptText Text { get; } = text;

    internal KnownObjects Known { get; } = known;

    internal string Kind { get; set; } = Kinds.Of(statement);

    internal IReadOnlyList<Effect> Effects => _effects;

    internal IReadOnlyList<ObjectName> Objects => _objects;

    internal List<Refusal> Refusals { get; } = [];

    internal List<Remark> Remarks { get; } = [];

    internal List<(ObjectName Synonym, ObjectName Target)> Synonyms { get; } = [];

    internal List<(ObjectName Table, string Trigger)> Triggers { get; } = [];

    internal bool MustRunAlone { get; private set; }

    /// <summary>True while code is read that the statement keeps for later: it is named and not run.</summary>
    internal bool IsStored { get; set; }

    internal Reversal Reversal => _reversal ?? new Reversal.Irreversible("the statement does not say what was there before");

    internal void Touch(ObjectName name)
    {
        if (!_objects.Contains(name)) _objects.Add(name);
    }

    internal void Add(Effect effect)
    {
        if (!_effects.Contains(effect)) _effects.Add(effect);
    }

    internal void Creates(ObjectName name, string what)
    {
        Touch(name);
        Add(new Effect.Creates(name, what));
    }

    internal void Alters(ObjectName name, string what)
    {
        Touch(name);
        Add(new Effect.Alters(name, what));
    }

    internal void Drops(ObjectName name, string what)
    {
        Touch(name);
        Add(new Effect.Drops(name, what));
    }

    internal void Grants(ObjectName name, string what)
    {
        Touch(name);
        Add(new Effect.Grants(name, what));
    }

    internal void Locks(ObjectName name, string mode)
    {
        Touch(name);
        if (!Known.IsNew(name)) Add(new Effect.Locks(name, mode));
    }

    internal void Scans(ObjectName name, string because)
    {
        if (!Known.IsNew(name)) Add(new Effect.Scans(name, because));
    }

    internal void Rewrites(ObjectName name, string because)
    {
        if (!Known.IsNew(name)) Add(new Effect.Rewrites(name, because));
    }

    /// <summary>Code that is named and cannot be read: opaque when it runs now (INV-15), kept when it is stored.</summary>
    internal void UnknownCode(string what) =>
        Add(IsStored ? new Effect.RunsCode($"{what} later") : new Effect.Opaque($"{what}, whose effects are not known"));

    internal void Opaque(string because) => Add(new Effect.Opaque(because));

    /// <summary>
    /// Takes over what a statement inside CREATE SCHEMA does. Names without a schema are looked up in the new one first;
    /// what is made there is certain, what is used there may also stand elsewhere, so both names count.
    /// </summary>
    internal void Include(TSqlStatement inner, string schema)
    {
        var facts = new StatementFacts(inner, Text, Known);
        StatementMeaning.Read(inner, facts);
        foreach (var name in facts._objects)
        {
            Touch(name with { Schema = name.Schema ?? schema });
            Touch(name);
        }

        foreach (var effect in facts._effects)
            Add(effect switch
            {
                Effect.Creates e => e with { Object = e.Object with { Schema = e.Object.Schema ?? schema } },
                Effect.Grants e => e with { Object = e.Object with { Schema = e.Object.Schema ?? schema } },
                Effect.Locks e => e with { Object = e.Object with { Schema = e.Object.Schema ?? schema } },
                _ => effect,
            });
        Refusals.AddRange(facts.Refusals);
        Remarks.AddRange(facts.Remarks.Where(r => r.Rule != SqlServerHabitRules.NoSchema));
    }

    /// <summary>What only this session sees; nothing of it stays.</summary>
    internal void Temporary(SchemaObjectName name)
    {
        Add(new Effect.ChangesSession($"temporary {name.BaseIdentifier.Value}"));
        UndoneBy("");
    }

    internal void Refuse(Rule rule, TSqlFragment at, string why, string? nextStep = null) =>
        Refusals.Add(rule.Refuse(Text.PlaceOf(Math.Max(0, at.StartOffset)), why, nextStep));

    internal void Remark(Rule rule, Severity severity, TSqlFragment at, string message, string? instead = null) =>
        Remarks.Add(new(rule, severity, Math.Max(0, at.StartOffset), message, instead));

    /// <summary>The same, unless the script itself made the object.</summary>
    internal void RemarkOn(ObjectName name, Rule rule, Severity severity, TSqlFragment at, string message, string? instead = null)
    {
        if (!Known.IsNew(name)) Remark(rule, severity, at, message, instead);
    }

    internal void RunsAlone() => MustRunAlone = true;

    internal void UndoneBy(string sql) => _reversal ??= new Reversal.By(sql);

    internal void CannotBeUndone(string because) => _reversal ??= new Reversal.Irreversible(because);
}
