using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Whether a query of one view of the catalogue finds a row: its conditions are names joined by AND.</summary>
internal static class CatalogueQuery
{
    internal static bool? Finds(QuerySpecification query, Fold fold)
    {
        if (query is not { FromClause.TableReferences: [NamedTableReference from], GroupByClause: null, HavingClause: null }) return null;
        var name = from.SchemaObject;
        if (name.DatabaseIdentifier is not null || CatalogueRows.Of($"{name.SchemaIdentifier?.Value ?? "dbo"}.{name.BaseIdentifier.Value}", fold.Database) is not { } rows) return null;
        var conditions = new List<(string Column, ImmutableArray<string> Values)>();
        if (query.WhereClause is { } where && !Gather(where.SearchCondition, conditions, fold)) return null;
        var all = rows.ToList();
        // A type that the rows do not tell apart (kinds of functions) decides nothing.
        if (conditions.Exists(c => c.Column is "type" or "xtype" && c.Values.Any(v => v is "TF" or "IF" or "FN" or "FS" or "FT"))
            && conditions.RemoveAll(c => c.Column is "type" or "xtype") > 0) all = [.. all.Where(r => r["type"] == "FN")];
        if (all.Count > 0 && conditions.Exists(c => !all[0].ContainsKey(c.Column))) return null;
        return all.Exists(r => conditions.TrueForAll(c => c.Values.Any(v => ItemName.Same(r.GetValueOrDefault(c.Column, ""), v))));
    }

    private static bool Gather(BooleanExpression condition, List<(string, ImmutableArray<string>)> found, Fold fold)
    {
        switch (condition)
        {
            case BooleanParenthesisExpression inner:
                return Gather(inner.Expression, found, fold);
            case BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and:
                return Gather(and.FirstExpression, found, fold) && Gather(and.SecondExpression, found, fold);
            case BooleanComparisonExpression { ComparisonType: BooleanComparisonType.Equals } equal:
                return Add(equal.FirstExpression, [equal.SecondExpression], found) || Add(equal.SecondExpression, [equal.FirstExpression], found);
            case InPredicate { NotDefined: false, Subquery: null } any:
                return Add(any.Expression, any.Values, found);
            default:
                return false;
        }
    }

    private static bool Add(ScalarExpression column, IEnumerable<ScalarExpression> values, List<(string, ImmutableArray<string>)> found)
    {
        if (column is not ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [.., { Value: var name }] }) return false;
        var texts = values.Select(Value).ToList();
        if (texts.Contains(null)) return false;
        found.Add((name.ToLowerInvariant(), [.. texts.OfType<string>()]));
        return true;
    }

    private static string? Value(ScalarExpression expression) => expression switch
    {
        StringLiteral literal => literal.Value.TrimEnd(),
        FunctionCall { FunctionName.Value: var name, Parameters: [StringLiteral { Value: var text }, ..] } when ItemName.Same(name, "OBJECT_ID") =>
            Meaning.Renames.Parts(text) is { Count: 1 or 2 } parts ? CatalogueRows.Key($"{(parts.Count > 1 ? parts[0] : "dbo")}.{parts[^1]}") : null,
        FunctionCall { FunctionName.Value: var name, Parameters: [StringLiteral { Value: var text }] } when ItemName.Same(name, "SCHEMA_ID") => CatalogueRows.Key(text),
        _ => null,
    };
}
