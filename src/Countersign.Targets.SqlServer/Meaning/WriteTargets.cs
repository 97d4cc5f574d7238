using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// The tables behind the target of a row change. A target may be an alias of FROM, a CTE or a derived table; which of several tables
/// behind those is written depends on columns, so all of them count.
/// </summary>
internal sealed class WriteTargets
{
    private readonly IReadOnlyList<CommonTableExpression> _ctes;
    private readonly HashSet<CommonTableExpression> _opened = [];
    private readonly List<SchemaObjectName> _found = [];
    private bool _isCertain;

    private WriteTargets(IReadOnlyList<CommonTableExpression> ctes) => _ctes = ctes;

    /// <summary>The tables; null when they cannot be told. A table variable is none.</summary>
    /// <param name="ctes">In the order of the text; each sees itself and the ones before it.</param>
    internal static List<SchemaObjectName>? Of(TableReference target, FromClause? from, IReadOnlyList<CommonTableExpression> ctes)
    {
        var search = new WriteTargets(ctes);
        var table = target is NamedTableReference { SchemaObject: { Identifiers.Count: 1 } name } ? Named(name.BaseIdentifier.Value, from) ?? target : target;
        search.Open(table, ctes.Count);
        return search._found.Count > 0 || search._isCertain ? search._found : null;
    }

    /// <summary>The last of the first CTEs that has this name.</summary>
    internal static int FindCte(IReadOnlyList<CommonTableExpression> ctes, SchemaObjectName name, int first)
    {
        if (name.Identifiers.Count > 1) return -1;
        for (var i = first - 1; i >= 0; i--)
            if (Same(ctes[i].ExpressionName.Value, name.BaseIdentifier.Value))
                return i;
        return -1;
    }

    private static TableReferenceWithAlias? Named(string name, FromClause? from)
    {
        var tables = Flatten(from).OfType<TableReferenceWithAlias>().ToList();
        return tables.Find(t => Same(t.Alias?.Value, name))
            ?? tables.Find(t => t is NamedTableReference { Alias: null } plain && Same(plain.SchemaObject.BaseIdentifier.Value, name));
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tables of all joins.</summary>
    private static IEnumerable<TableReference> Flatten(FromClause? from)
    {
        var open = new Stack<TableReference>(from?.TableReferences ?? []);
        while (open.TryPop(out var table))
            switch (table)
            {
                case JoinTableReference join:
                    open.Push(join.FirstTableReference);
                    open.Push(join.SecondTableReference);
                    break;
                case JoinParenthesisTableReference parenthesis:
                    open.Push(parenthesis.Join);
                    break;
                default:
                    yield return table;
                    break;
            }
    }

    private void Open(TableReference table, int visible)
    {
        switch (table)
        {
            case NamedTableReference named when FindCte(_ctes, named.SchemaObject, visible) is >= 0 and var cte:
                if (_opened.Add(_ctes[cte])) Open(_ctes[cte].QueryExpression, cte + 1);
                break;
            case VariableTableReference:
                _isCertain = true;
                break;
            case NamedTableReference named:
                _found.Add(named.SchemaObject);
                break;
            case QueryDerivedTable derived:
                Open(derived.QueryExpression, visible);
                break;
        }
    }

    private void Open(QueryExpression query, int visible)
    {
        switch (query)
        {
            case QuerySpecification { FromClause: var from }:
                foreach (var table in Flatten(from)) Open(table, visible);
                break;
            case QueryParenthesisExpression parenthesis:
                Open(parenthesis.QueryExpression, visible);
                break;
            case BinaryQueryExpression both:
                Open(both.FirstQueryExpression, visible);
                Open(both.SecondQueryExpression, visible);
                break;
        }
    }
}
