using System.Collections.Frozen;
using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// What changes the session that later statements run in (INV-28). The executor sets the session up and checks it;
/// a script may only turn the few knobs that change neither how text is read nor what names mean nor whose rights count.
/// </summary>
internal static class Sessions
{
    private static readonly FrozenSet<string> MayBeSet = FrozenSet.ToFrozenSet(
    [
        "client_min_messages", "default_statistics_target", "hash_mem_multiplier", "idle_in_transaction_session_timeout",
        "lock_timeout", "maintenance_work_mem", "max_parallel_maintenance_workers", "max_parallel_workers_per_gather",
        "statement_timeout", "transaction_timeout", "vacuum_cost_delay", "vacuum_cost_limit", "work_mem",
    ]);

    internal static void Set(Node body, StatementFacts facts)
    {
        var isReset = body.Text("kind") is "VAR_RESET" or "VAR_RESET_ALL" or "VAR_SET_DEFAULT";
        var name = body.Text("kind") == "VAR_RESET_ALL" ? "all" : body.Text("name").ToLowerInvariant();
        facts.Name(body.Text("kind").StartsWith("VAR_RESET", StringComparison.Ordinal) ? "RESET" : "SET");
        facts.Add(new Effect.ChangesSession(
            (isReset ? $"resets {name}" : $"sets {name}") + (body.Flag("is_local") ? " for this transaction" : "")));
        facts.CannotBeUndone("it ends with the session");
        if (MayBeSet.Contains(name))
            return;
        switch (name)
        {
            case "all":
                facts.Object(Session, "RESET ALL would undo the session that Countersign has set up and checked",
                    "name the settings to reset");
                break;
            case "role" or "session_authorization":
                facts.Object(Session, "the script would go on with another role's rights",
                    "remove it; the deployment's login is fixed by its connection");
                break;
            case "search_path":
                facts.Object(Session, "names below would mean other objects than the ones under review",
                    "write schema-qualified names, or set `search_path` of the target in the policy");
                break;
            case { } when name.StartsWith("transaction", StringComparison.Ordinal)
                || name.StartsWith("session characteristics", StringComparison.Ordinal):
                facts.Object(PostgreSqlReadingRules.Transaction, "the transaction is Countersign's", "remove it");
                break;
            default:
                facts.Object(Session, $"`{name}` is not among the settings that a script may change",
                    $"remove it, or use one of {string.Join(", ", MayBeSet.Order(StringComparer.Ordinal))}");
                break;
        }
    }

    internal static void Show(Node body, StatementFacts facts)
    {
        facts.Name("SHOW");
        facts.Add(new Effect.Reads(new(null, body.Text("name"))));
        facts.CannotBeUndone("there is nothing to undo in a query");
    }

    internal static void Discard(Node body, StatementFacts facts)
    {
        facts.Name("DISCARD");
        facts.Add(new Effect.ChangesSession("discards state of the session"));
        facts.Object(Session, "DISCARD resets the session that Countersign has set up and checked", "remove it");
    }

    internal static void Listen(string kind, StatementFacts facts)
    {
        facts.Name(kind);
        facts.Add(new Effect.ChangesSession("changes what the session listens to"));
        facts.Object(Session, $"nobody hears what a deployment's session listens to", $"remove {kind}");
    }

    internal static void Constraints(Node body, StatementFacts facts)
    {
        facts.Name("SET CONSTRAINTS");
        facts.Add(new Effect.ChangesSession(body.Flag("deferred") ? "defers constraints to the end" : "checks constraints at once"));
        foreach (var constraint in body.Items("constraints", "RangeVar"))
            facts.Touch(constraint.Relation);
        facts.CannotBeUndone("it ends with the transaction");
    }

    internal static void Transaction(Node body, StatementFacts facts)
    {
        var kind = body.Text("kind") switch
        {
            "TRANS_STMT_START" => "START TRANSACTION",
            "TRANS_STMT_ROLLBACK_TO" => "ROLLBACK TO SAVEPOINT",
            "TRANS_STMT_PREPARE" => "PREPARE TRANSACTION",
            var word => word.Replace("TRANS_STMT_", "", StringComparison.Ordinal).Replace('_', ' '),
        };
        facts.Name(kind);
        facts.Add(new Effect.ChangesSession("controls the transaction"));
        facts.Object(PostgreSqlReadingRules.Transaction,
            $"{kind} would end or split the transaction that makes the script all or nothing");
    }
}
