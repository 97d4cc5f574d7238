using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// Walks queries and row changes: what is read, what is written, which code is called. Aliases, CTEs and derived tables are
/// resolved to the tables behind them.
/// </summary>
internal sealed class Queries : TSqlFragmentVisitor
{
    /// <summary>Methods of xml, hierarchyid and spatial values, which look like functions of a schema.</summary>
    private static readonly HashSet<string> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        "value", "query", "exist", "nodes", "ToString", "GetAncestor", "GetDescendant", "GetLevel", "GetReparentedValue", "IsDescendantOf",
    };

    private readonly StatementFacts _facts;
    private readonly List<CommonTableExpression> _ctes = [];
    private readonly HashSet<TableReference> _targets = [];
    private readonly List<ObjectName> _read = [];

    private Queries(StatementFacts facts) => _facts = facts;

    /// <summary>Reads whatever queries, row changes and calls a fragment holds.</summary>
    internal static void Read(TSqlFragment? fragment, StatementFacts facts) => fragment?.Accept(new Queries(facts));

    /// <summary>Reads what is kept for later: it is named, and does nothing now.</summary>
    internal static void ReadStored(TSqlFragment? fragment, StatementFacts facts)
    {
        var before = facts.IsStored;
        facts.IsStored = true;
        Read(fragment, facts);
        facts.IsStored = before;
    }

    internal static void ReadSelect(SelectStatement select, StatementFacts facts)
    {
        var walk = new Queries(facts);
        select.Accept(walk);
        if (select.Into is { } into && Names.Write(into, facts) is { } table)
        {
            facts.Creates(table, "table");
            facts.Add(new Effect.WritesRows(table, "insert"));
            facts.UndoneBy($"DROP TABLE {Names.Quote(table)};");
            Names.WantSchema(into, facts);
        }
        else if (facts.Effects.Count == 0)
        {
            foreach (var name in walk._read) facts.Add(new Effect.Reads(name));
        }

        facts.UndoneBy("");
    }

    public override void ExplicitVisit(SelectStatement node) => InScope(node.WithCtesAndXmlNamespaces, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(InsertStatement node) => InScope(node.WithCtesAndXmlNamespaces, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(UpdateStatement node) => InScope(node.WithCtesAndXmlNamespaces, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(DeleteStatement node) => InScope(node.WithCtesAndXmlNamespaces, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(MergeStatement node) => InScope(node.WithCtesAndXmlNamespaces, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(InsertSpecification node)
    {
        Write(node.Target, null, node.OutputIntoClause, "insert");
        if (node.Columns.Count == 0 && node.InsertSource is not ExecuteInsertSource and not ValuesInsertSource { IsDefaultValues: true })
            _facts.Remark(SqlServerHabitRules.NoColumns, Severity.Notice, node.Target, "the columns are not named");
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(UpdateSpecification node)
    {
        var tables = Write(node.Target, node.FromClause, node.OutputIntoClause, "update");
        if (IsEveryRow(node)) EveryRow(node, tables, "updated");
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(DeleteSpecification node)
    {
        var tables = Write(node.Target, node.FromClause, node.OutputIntoClause, "delete");
        if (IsEveryRow(node)) EveryRow(node, tables, "deleted");
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(MergeSpecification node)
    {
        var verbs = node.ActionClauses.Select(a => a.Action switch { InsertMergeAction => "insert", DeleteMergeAction => "delete", _ => "update" }).Distinct();
        foreach (var verb in verbs) Write(node.Target, null, node.OutputIntoClause, verb);
        if (node.Target is NamedTableReference target && !target.TableHints.Any(h => h.HintKind is TableHintKind.HoldLock or TableHintKind.Serializable))
            _facts.Remark(SqlServerHabitRules.MergeRaces, Severity.Warning, node.Target, "two sessions that merge the same row can both insert it");
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(NamedTableReference node)
    {
        foreach (var hint in node.TableHints.Where(h => h.HintKind is TableHintKind.NoLock or TableHintKind.ReadUncommitted))
            _facts.Remark(SqlServerHabitRules.DirtyReads, Severity.Warning, hint, $"`{_facts.Text.Of(node.SchemaObject)}` is read without locks");
        if (IsOfTrigger(node.SchemaObject) || _targets.Contains(node) || WriteTargets.FindCte(_ctes, node.SchemaObject, _ctes.Count) >= 0) return;
        if (Names.Read(node.SchemaObject, _facts) is not { } table) return;
        _read.Add(table);
        if (!_facts.IsStored && node.TableHints.Any(h => h.HintKind == TableHintKind.TabLockX)) _facts.Locks(table, "X");
    }

    public override void ExplicitVisit(FunctionCall node)
    {
        if (node.CallTarget is MultiPartIdentifierCallTarget { MultiPartIdentifier: var owner } && !IsMethod(node.FunctionName.Value))
            Call(new(string.Join('.', owner.Identifiers.Select(i => i.Value)), node.FunctionName.Value));
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(SchemaObjectFunctionTableReference node)
    {
        if (!IsMethod(node.SchemaObject.BaseIdentifier.Value) && Names.Read(node.SchemaObject, _facts) is { } function) Call(function);
        foreach (var parameter in node.Parameters) parameter.Accept(this);
    }

    public override void ExplicitVisit(NextValueForExpression node)
    {
        if (Names.Write(node.SequenceName, _facts) is { } sequence && !_facts.IsStored) _facts.Alters(sequence, "takes its next value");
    }

    public override void ExplicitVisit(OpenQueryTableReference node) => Elsewhere(node, $"`{node.LinkedServer.Value}`, another server");

    public override void ExplicitVisit(OpenRowsetTableReference node) => Elsewhere(node, "another server by OPENROWSET");

    public override void ExplicitVisit(AdHocTableReference node) => Elsewhere(node, "another server by OPENDATASOURCE");

    public override void ExplicitVisit(BulkOpenRowset node) => Elsewhere(node, "a file of the server by OPENROWSET(BULK)");

    public override void ExplicitVisit(ExecuteSpecification node)
    {
        Calls.Read(node, _facts);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(GlobalVariableExpression node)
    {
        if (node.Name.Equals("@@IDENTITY", StringComparison.OrdinalIgnoreCase))
            _facts.Remark(SqlServerHabitRules.WrongIdentity, Severity.Warning, node, "@@IDENTITY may come from a trigger's insert");
    }

    public override void ExplicitVisit(BooleanComparisonExpression node)
    {
        if (node.FirstExpression is NullLiteral || node.SecondExpression is NullLiteral)
            _facts.Remark(SqlServerHabitRules.ComparesNull, Severity.Warning, node, $"`{_facts.Text.Of(node)}` is never true");
        base.ExplicitVisit(node);
    }

    private static bool IsMethod(string name) => Methods.Contains(name) || name.StartsWith("ST", StringComparison.Ordinal);

    private void InScope(WithCtesAndXmlNamespaces? with, Action visit)
    {
        var outside = _ctes.Count;
        foreach (var cte in with?.CommonTableExpressions ?? [])
        {
            _ctes.Add(cte); // a CTE sees itself and the ones before it
            cte.QueryExpression.Accept(this);
        }

        visit();
        _ctes.RemoveRange(outside, _ctes.Count - outside);
    }

    /// <summary>The rows that a trigger is given are no table.</summary>
    private bool IsOfTrigger(SchemaObjectName name) => _facts.Statement is TriggerStatementBody && name.Identifiers.Count == 1
        && name.BaseIdentifier.Value.ToUpperInvariant() is "INSERTED" or "DELETED";

    private void Call(ObjectName function)
    {
        _facts.Touch(function);
        if (!_facts.IsStored) _facts.Add(new Effect.RunsCode($"function {function}"));
    }

    private void Elsewhere(TSqlFragment at, string what)
    {
        _facts.UnknownCode($"reaches {what}");
        _facts.Remark(SqlServerRightRules.OtherServer, Severity.Error, at, $"the statement reaches {what}");
    }

    private List<ObjectName> Write(TableReference target, FromClause? from, OutputIntoClause? output, string verb)
    {
        _targets.Add(target);
        if (WriteTargets.Of(target, from, _ctes) is not { } found)
        {
            _facts.UnknownCode($"{verb}s rows of `{_facts.Text.Of(target)}`, which no table can be found behind");
            return [];
        }

        var tables = found.Select(t => Names.Write(t, _facts)).OfType<ObjectName>().Distinct().ToList();
        var isWhole = target is NamedTableReference named && named.TableHints.Any(h => h.HintKind == TableHintKind.TabLockX);
        foreach (var table in tables)
        {
            Writes(table, verb);
            if (isWhole && !_facts.IsStored) _facts.Locks(table, "X");
        }

        if (output?.IntoTable is NamedTableReference { SchemaObject: var into } copy)
        {
            _targets.Add(copy);
            if (Names.Write(into, _facts) is { } kept) Writes(kept, "insert");
        }

        return tables;
    }

    private void Writes(ObjectName table, string verb)
    {
        if (_facts.IsStored) return;
        _facts.Add(new Effect.WritesRows(_facts.Known.BehindSynonym(table) ?? table, verb));
        if (_facts.Known.TriggerOf(table) is { } trigger) _facts.Add(new Effect.RunsCode($"trigger {trigger} of {table}"));
    }

    /// <summary>No WHERE, or one that names no column; a TOP or a join may still choose.</summary>
    private static bool IsEveryRow(UpdateDeleteSpecificationBase node) => node.TopRowFilter is null
        && node.FromClause is null or { TableReferences: [NamedTableReference] }
        && (node.WhereClause is null || (node.WhereClause.Cursor is null && !NamesColumn.In(node.WhereClause)));

    private void EveryRow(UpdateDeleteSpecificationBase node, List<ObjectName> tables, string done)
    {
        if (_facts.IsStored) return;
        foreach (var table in tables.Where(t => !_facts.Known.IsNew(t)))
        {
            _facts.Locks(table, "X");
            _facts.Remark(SqlServerDataRules.EveryRow, Severity.Warning, node, $"every row of `{table}` is {done}");
        }
    }

    private sealed class NamesColumn : TSqlFragmentVisitor
    {
        private bool _found;

        internal static bool In(TSqlFragment fragment)
        {
            var search = new NamesColumn();
            fragment.Accept(search);
            return search._found;
        }

        public override void Visit(ColumnReferenceExpression node) => _found = true;

        public override void Visit(ExistsPredicate node) => _found = true;
    }
}
