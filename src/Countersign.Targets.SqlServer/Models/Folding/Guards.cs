using Countersign.Targets.SqlServer.Meaning;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>
/// Decides IF where it only asks whether something is there, which the scripts before tell. Null when it asks anything else.
/// </summary>
internal static class Guards
{
    internal static bool? Decide(BooleanExpression condition, Fold fold) => condition switch
    {
        BooleanParenthesisExpression inner => Decide(inner.Expression, fold),
        BooleanNotExpression not => !Decide(not.Expression, fold),
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and =>
            (Decide(and.FirstExpression, fold), Decide(and.SecondExpression, fold)) switch
            {
                (false, _) or (_, false) => false,
                (true, true) => true,
                _ => null,
            },
        BooleanBinaryExpression or => (Decide(or.FirstExpression, fold), Decide(or.SecondExpression, fold)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        },
        BooleanIsNullExpression isNull => Exists(isNull.Expression, fold) is { } found ? found == isNull.IsNot : null,
        ExistsPredicate { Subquery.QueryExpression: QuerySpecification query } => CatalogueQuery.Finds(query, fold),
        BooleanComparisonExpression { FirstExpression: IntegerLiteral a, SecondExpression: IntegerLiteral b } compare => Compare(compare.ComparisonType, a, b),
        _ => null,
    };

    /// <summary>Whether what a function of the catalogue is asked for is there.</summary>
    private static bool? Exists(ScalarExpression expression, Fold fold)
    {
        if (expression is not FunctionCall { FunctionName.Value: { } name } call || call.Parameters is not [StringLiteral { Value: var text }, ..]) return null;
        var second = call.Parameters.Count > 1 ? call.Parameters[1] is StringLiteral s ? s.Value : "?" : null;
        return name.ToUpperInvariant() switch
        {
            "OBJECT_ID" => ObjectOf(text, fold) is { } item ? CatalogueRows.Has(item, second, fold.Database) : null,
            "COL_LENGTH" when ObjectOf(text, fold) is { } item && second is not null && fold.Database.Tables.TryGetValue(item, out var table) => table.Find(second) is not null,
            "COL_LENGTH" when ObjectOf(text, fold) is { } item && !fold.Database.HasObject(item) => false,
            "SCHEMA_ID" => FoldedPrincipals.Has("SCHEMA", text, fold),
            "TYPE_ID" when ObjectOf(text, fold) is { } item => fold.Database.Plain.ContainsKey(("TYPE", item)),
            "DATABASE_PRINCIPAL_ID" or "USER_ID" => FoldedPrincipals.Has("ROLE", text, fold) || FoldedPrincipals.Has("USER", text, fold),
            _ => null,
        };
    }

    /// <summary>An object of this database; null for names of more parts, or that do not close.</summary>
    internal static ItemName? ObjectOf(string text, Fold fold) =>
        Renames.Parts(text) is { Count: 1 or 2 } parts && !parts[^1].StartsWith('#') ? new(parts.Count > 1 ? parts[0] : "dbo", parts[^1]) : null;

    private static bool? Compare(BooleanComparisonType type, IntegerLiteral a, IntegerLiteral b) => type switch
    {
        BooleanComparisonType.Equals => a.Value == b.Value,
        BooleanComparisonType.NotEqualToBrackets or BooleanComparisonType.NotEqualToExclamation => a.Value != b.Value,
        _ => null,
    };
}
