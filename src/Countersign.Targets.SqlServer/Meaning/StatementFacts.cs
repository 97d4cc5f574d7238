using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What a rule says about a place in a batch.</summary>
internal sealed record Remark(Rule Rule, Severity Severity, int At, string Message, string? Instead);

/// <summary>What is found out about one statement of a batch while its tree is walked.</summary>
internal sealed class StatementFacts(TSqlStatement statement, ScriptText text, KnownObjects known) : FoundEffects
{
    internal TSqlStatement Statement { get; } = statement;

    internal ScriptText Text { get; } = text;

    internal KnownObjects Known { get; } = known;

    internal string Kind { get; set; } = Kinds.Of(statement);

    internal List<Refusal> Refusals { get; } = [];

    internal List<Remark> Remarks { get; } = [];

    internal List<(ObjectName Synonym, ObjectName Target)> Synonyms { get; } = [];

    internal List<(ObjectName Table, string Trigger)> Triggers { get; } = [];

    internal bool MustRunAlone { get; private set; }

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

    internal void Opaque(string because) => Add(new Effect.Opaque(because));

    /// <summary>Takes over what a statement inside CREATE SCHEMA does, and what is said of it but for its missing schema.</summary>
    internal void Include(TSqlStatement inner, string schema)
    {
        var facts = new StatementFacts(inner, Text, Known);
        StatementMeaning.Read(inner, facts);
        IncludeIn(schema, facts);
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
}
