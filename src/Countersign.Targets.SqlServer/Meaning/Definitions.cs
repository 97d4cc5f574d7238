using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>Schemas, sequences, synonyms, types and other things that hold no rows.</summary>
internal static class Definitions
{
    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case CreateSchemaStatement schema:
                Schema(schema, facts);
                return true;
            case AlterSchemaStatement move:
                Move(move, facts);
                return true;
            case CreateSequenceStatement create:
                return Make(create.Name, "sequence", facts);
            case AlterSequenceStatement alter:
                if (Names.Write(alter.Name, facts) is { } sequence) facts.Alters(sequence, Tables.OneLine(facts.Text.Of(alter)));
                return true;
            case CreateSynonymStatement synonym:
                Synonym(synonym, facts);
                return true;
            case CreateTypeStatement type:
                if (type is CreateTypeTableStatement { Definition: { } definition } && Names.Write(type.Name, facts) is { } named)
                    ColumnRemarks.On(definition, named, facts);
                return Make(type.Name, "type", facts);
            case CreateDefaultStatement bound:
                facts.Remark(SqlServerHabitRules.OldType, Severity.Warning, bound, "CREATE DEFAULT is removed by a later version; use a DEFAULT constraint");
                return Make(bound.Name, "default", facts);
            case CreateRuleStatement rule:
                facts.Remark(SqlServerHabitRules.OldType, Severity.Warning, rule, "CREATE RULE is removed by a later version; use a CHECK constraint");
                return Make(rule.Name, "rule", facts);
            case CreateXmlSchemaCollectionStatement collection:
                return Make(collection.Name, "xml schema collection", facts);
            case CreatePartitionFunctionStatement function:
                return MakeBare(function.Name, "partition function", facts);
            case CreatePartitionSchemeStatement scheme:
                return MakeBare(scheme.Name, "partition scheme", facts);
            case AlterPartitionFunctionStatement function:
                facts.Alters(new(null, function.Name.Value), function.IsSplit ? "splits a partition, whose rows move" : "merges partitions, whose rows move");
                return true;
            case CreateAssemblyStatement assembly:
                facts.Creates(new(null, assembly.Name.Value), "assembly");
                facts.Add(new Effect.RunsCode($"assembly {assembly.Name.Value} later"));
                facts.Remark(SqlServerRightRules.OperatingSystem, Severity.Error, assembly, "an assembly is a program, and nobody can read it here");
                return true;
            case EnableDisableTriggerStatement trigger:
                Triggers(trigger, facts);
                return true;
            case CreateFullTextCatalogStatement or AlterFullTextCatalogStatement or CreateFullTextIndexStatement or AlterFullTextIndexStatement:
                FullText(statement, facts);
                return true;
            default:
                return false;
        }
    }

    private static bool Make(SchemaObjectName name, string what, StatementFacts facts)
    {
        if (Names.Write(name, facts) is not { } made) return true;
        Names.WantSchema(name, facts);
        facts.Creates(made, what);
        facts.UndoneBy($"DROP {what.ToUpperInvariant()} {Names.Quote(made)};");
        return true;
    }

    private static bool MakeBare(Identifier name, string what, StatementFacts facts)
    {
        facts.Creates(new(null, name.Value), what);
        facts.UndoneBy($"DROP {what.ToUpperInvariant()} {Names.Quote(name.Value)};");
        return true;
    }

    /// <summary>Names without a schema inside of it mean the new one.</summary>
    private static void Schema(CreateSchemaStatement schema, StatementFacts facts)
    {
        facts.Creates(new(null, schema.Name.Value), "schema");
        if (schema.Owner is { } owner) facts.Grants(new(null, schema.Name.Value), $"makes {owner.Value} its owner");
        if (schema.StatementList is { Statements.Count: > 0 } inner)
        {
            foreach (var statement in inner.Statements) facts.Include(statement, schema.Name.Value);
            facts.CannotBeUndone("the schema is made with things in it");
        }

        facts.UndoneBy($"DROP SCHEMA {Names.Quote(schema.Name.Value)};");
    }

    private static void Move(AlterSchemaStatement move, StatementFacts facts)
    {
        if (move.ObjectKind is not (SecurityObjectKind.NotSpecified or SecurityObjectKind.Object))
            facts.Alters(Names.Plain(move.ObjectName), $"moves it to {move.Name.Value}");
        else if (Names.Write(move.ObjectName, facts) is { } moved)
        {
            facts.Alters(moved, $"moves it to schema {move.Name.Value}");
            facts.Touch(moved with { Schema = move.Name.Value });
            facts.Locks(moved, Tables.SchemaLock);
            if (moved.Schema is { } from) facts.UndoneBy($"ALTER SCHEMA {Names.Quote(from)} TRANSFER {Names.Quote(moved with { Schema = move.Name.Value })};");
            facts.RemarkOn(moved, SqlServerDataRules.Renames, Severity.Warning, move, $"`{moved}` is gone by that name, and so are the rights on it");
        }
    }

    private static void Synonym(CreateSynonymStatement synonym, StatementFacts facts)
    {
        if (Names.Write(synonym.Name, facts) is not { } name) return;
        Make(synonym.Name, "synonym", facts);
        if (synonym.ForName.ServerIdentifier is not null || synonym.ForName.DatabaseIdentifier is not null)
        {
            facts.IsStored = true;
            Names.Read(synonym.ForName, facts);
            facts.Refuse(SqlServerReadingRules.OneDatabase, synonym.ForName, $"the synonym `{name}` would hide that statements reach another database");
        }
        else if (Names.Read(synonym.ForName, facts) is { } target)
        {
            facts.Synonyms.Add((name, target));
        }
    }

    private static void Triggers(EnableDisableTriggerStatement change, StatementFacts facts)
    {
        var names = change.All ? "every trigger" : string.Join(", ", change.TriggerNames.Select(n => n.BaseIdentifier.Value));
        var isOff = change.TriggerEnforcement == TriggerEnforcement.Disable;
        var on = change.TriggerObject.Name is { } table ? Names.Write(table, facts) : new ObjectName(null, "database");
        if (on is not { } found) return;
        facts.Alters(found, $"{(isOff ? "disables" : "enables")} {names}");
        if (isOff) facts.RemarkOn(found, SqlServerDataRules.DisablesTriggers, Severity.Warning, change, $"{names} of `{found}` does not run from now on");
    }

    private static void FullText(TSqlStatement statement, StatementFacts facts)
    {
        facts.RunsAlone();
        var on = statement switch
        {
            CreateFullTextIndexStatement create => Names.Write(create.OnName, facts),
            AlterFullTextIndexStatement alter => Names.Write(alter.OnName, facts),
            FullTextCatalogStatement catalog => new ObjectName(null, catalog.Name.Value),
            _ => null,
        };
        if (on is { } found) facts.Alters(found, Tables.OneLine(facts.Text.Of(statement)));
    }
}
