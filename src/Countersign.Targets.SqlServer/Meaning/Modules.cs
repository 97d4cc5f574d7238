using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>Code that is kept: procedures, functions, triggers, views. What its body names counts as touched.</summary>
internal static class Modules
{
    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case ProcedureStatementBody { ProcedureReference.Name: { } name } procedure:
                Module(name, "procedure", facts);
                foreach (var option in procedure.Options.OfType<ExecuteAsProcedureOption>()) RunsAs(option.ExecuteAs, facts);
                if (name.BaseIdentifier.Value.StartsWith("sp_", StringComparison.OrdinalIgnoreCase))
                    facts.Remark(SqlServerHabitRules.SystemPrefix, Severity.Notice, name, $"`{name.BaseIdentifier.Value}` is looked for in `master` first");
                Body(procedure, facts);
                return true;
            case FunctionStatementBody function:
                Module(function.Name, "function", facts);
                foreach (var option in function.Options.OfType<ExecuteAsFunctionOption>()) RunsAs(option.ExecuteAs, facts);
                Body(function, facts);
                return true;
            case TriggerStatementBody trigger:
                Trigger(trigger, facts);
                return true;
            case ViewStatementBody view:
                View(view, facts);
                return true;
            default:
                return false;
        }
    }

    private static void Body(ProcedureStatementBodyBase module, StatementFacts facts)
    {
        if (module.MethodSpecifier is not null) facts.Add(new Effect.RunsCode("an assembly later"));
        Queries.ReadStored(module, facts);
    }

    private static ObjectName? Module(SchemaObjectName name, string what, StatementFacts facts)
    {
        if (Names.IsTemporary(name)) facts.Add(new Effect.RunsCode($"{what} {name.BaseIdentifier.Value} later"));
        if (Names.Write(name, facts) is not { } module) return null;
        Names.WantSchema(name, facts);
        switch (facts.Kind.Split(' '))
        {
            case ["CREATE", "OR", ..]:
                facts.Creates(module, $"or replaces {what}");
                facts.CannotBeUndone("the statement does not say what was there before");
                break;
            case ["CREATE", ..]:
                facts.Creates(module, what);
                facts.UndoneBy($"DROP {what.ToUpperInvariant()} {Names.Quote(module)};");
                break;
            default:
                facts.Alters(module, $"replaces the {what}");
                break;
        }

        if (what != "view") facts.Add(new Effect.RunsCode($"{what} {module} later"));
        return module;
    }

    private static void View(ViewStatementBody view, StatementFacts facts)
    {
        if (Module(view.SchemaObjectName, "view", facts) is not { } name) return;
        Queries.ReadStored(view.SelectStatement, facts);
        if (StarSearch.In(view.SelectStatement.QueryExpression) is { } star)
            facts.Remark(SqlServerHabitRules.StarInView, Severity.Notice, star, $"`{name}` keeps the columns of today, whatever becomes of its tables");
    }

    private static void Trigger(TriggerStatementBody trigger, StatementFacts facts)
    {
        foreach (var option in trigger.Options.OfType<ExecuteAsTriggerOption>()) RunsAs(option.ExecuteAsClause, facts);
        if (trigger.TriggerObject.TriggerScope != TriggerScope.Normal)
        {
            var scope = trigger.TriggerObject.TriggerScope == TriggerScope.AllServer ? "every database of the server" : "this database";
            facts.Creates(Names.Plain(trigger.Name), $"trigger on {scope},");
            facts.Add(new Effect.RunsCode($"trigger {trigger.Name.BaseIdentifier.Value} whenever something is defined in {scope}"));
            facts.Remark(SqlServerRightRules.DatabaseTrigger, Severity.Error, trigger.Name, "it runs with the rights of whoever comes by");
        }
        else if (Module(trigger.Name, "trigger", facts) is { } name && Names.Write(trigger.TriggerObject.Name, facts) is { } table)
        {
            facts.Alters(table, $"runs trigger {name} when rows are written");
            facts.Locks(table, Tables.SchemaLock);
            facts.Triggers.Add((table, name.ToString()));
        }

        Queries.ReadStored(trigger.StatementList, facts);
    }

    private static void RunsAs(ExecuteAsClause clause, StatementFacts facts)
    {
        if (clause.ExecuteAsOption == ExecuteAsOption.Caller) return;
        var whom = clause.Literal?.Value ?? clause.ExecuteAsOption.ToString().ToUpperInvariant();
        facts.Add(new Effect.Grants(new(null, whom), "lends its rights to whoever may run the code"));
        facts.Remark(SqlServerRightRules.RunsAsOther, Severity.Warning, clause, $"whoever may run it acts as {whom}");
    }

    private sealed class StarSearch : TSqlFragmentVisitor
    {
        private SelectStarExpression? _star;

        internal static SelectStarExpression? In(QueryExpression query)
        {
            var search = new StarSearch();
            query.Accept(search);
            return search._star;
        }

        public override void Visit(SelectStarExpression node) => _star ??= node;

        public override void ExplicitVisit(ExistsPredicate node)
        {
            // EXISTS (SELECT * …) keeps no columns.
        }
    }
}
