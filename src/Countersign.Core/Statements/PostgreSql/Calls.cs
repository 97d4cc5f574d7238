using System.Text.Json;
using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>Judges what an expression calls, by name or by operator.</summary>
internal static class Calls
{
    internal static void Call(ObjectName function, Node call, StatementFacts facts)
    {
        if (!KnownFunctions.IsOfCatalog(function, facts.Server))
        {
            facts.UnknownCode($"calls {function}");
            return;
        }

        switch (function.Name)
        {
            case "set_config":
                facts.Object(Session, "`set_config` changes a setting that the statements after it are read by",
                    "use SET with one of the settings that may be changed, or put `search_path` into the policy");
                break;
            case "pg_advisory_unlock" or "pg_advisory_unlock_all" or "pg_advisory_unlock_shared":
                facts.Object(LockRelease, $"`{function.Name}` could release the lock that keeps other deployments away",
                    "remove it; locks of a transaction end with it");
                break;
            case "nextval" or "setval" when facts.IsQuery:
                Sequence(function.Name, call, facts);
                break;
            case "nextval": // In a default it runs later, row by row.
                break;
            default:
                if (!KnownFunctions.OnlyReads(function, facts.Server))
                    facts.UnknownCode($"calls {function}");
                break;
        }
    }

    /// <summary>An operator is a call; its name is all that tells whose.</summary>
    internal static void Operator(Node expression, StatementFacts facts)
    {
        foreach (var field in (ReadOnlySpan<string>)["name", "operName", "useOp"])
            if (expression.Has(field) && expression.Name(field) is var name && !KnownTypes.IsBuiltInOperator(name))
                facts.UnknownCode($"uses the operator {name}");
    }

    /// <summary>Casts to enumerations and domains are ordinary in rows that are written; in a query they must be known.</summary>
    internal static void Cast(ObjectName type, StatementFacts facts)
    {
        if (facts.IsQuery && !KnownTypes.IsBuiltIn(type))
            facts.UnknownCode($"casts to {type}");
    }

    /// <summary>True when an expression may have another value in each row, or that cannot be told.</summary>
    internal static bool IsVolatile(Node expression, StatementFacts facts)
    {
        if (expression.Json.ValueKind == JsonValueKind.Array)
            foreach (var item in expression.Json.EnumerateArray())
                if (IsVolatile(new(item), facts))
                    return true;
        if (expression.Exists)
            foreach (var property in expression.Json.EnumerateObject())
                if (IsVolatile(property.Name, new(property.Value), facts))
                    return true;
        return false;
    }

    private static bool IsVolatile(string type, Node body, StatementFacts facts) => type switch
    {
        "FuncCall" when KnownFunctions.IsVolatile(body.Name("funcname"), facts.Server) => true,
        "A_Expr" when !KnownTypes.IsBuiltInOperator(body.Name("name")) => true,
        _ => IsVolatile(body, facts),
    };

    private static void Sequence(string function, Node call, StatementFacts facts)
    {
        var argument = call.Items("args").FirstOrDefault();
        if (argument.Has("TypeCast"))
            argument = argument["TypeCast"]["arg"];
        if (argument.Constant is { } text)
            facts.Alters(
                Node.NameOf([.. text.Split('.')]),
                function == "setval" ? "sets the sequence's value" : "advances the sequence");
        else
            facts.UnknownCode($"calls {function} of a sequence that only running it would tell");
    }
}
